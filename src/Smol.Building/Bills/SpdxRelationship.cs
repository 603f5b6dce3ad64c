namespace Smol.Building.Bills;

/// <summary>How two elements of a document belong together (SPDX 2.3, clause 11).</summary>
/// <param name="SpdxElementId">The one.</param>
/// <param name="RelationshipType"><c>DESCRIBES</c>, <c>CONTAINS</c>, <c>DESCENDANT_OF</c>, <c>GENERATED_FROM</c>.</param>
/// <param name="RelatedSpdxElement">The other.</param>
public sealed record SpdxRelationship(string SpdxElementId, string RelationshipType, string RelatedSpdxElement);
