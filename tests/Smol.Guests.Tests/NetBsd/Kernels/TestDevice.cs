namespace Smol.Guests.Tests.NetBsd.Kernels;

/// <summary>An entry of <c>cfdata[]</c> as config(1) would write it; no attribute of a parent makes it a root.</summary>
public sealed record TestDevice(string Driver, string Attachment, int Unit, int State, string? ParentAttribute, string? ParentDriver = null, int ParentUnit = -1);
