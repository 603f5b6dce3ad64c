namespace Smol.Building.Bills;

/// <summary>A digest.</summary>
/// <param name="Algorithm"><c>SHA1</c>, <c>SHA256</c>.</param>
/// <param name="ChecksumValue">Lower-case hexadecimal digits.</param>
public sealed record SpdxChecksum(string Algorithm, string ChecksumValue);
