namespace Smol.Building.Bills;

/// <summary>A digest over the files of a package (SPDX 2.3, 7.9).</summary>
/// <param name="PackageVerificationCodeValue">SHA-1 of the SHA-1s of the files in ascending order, as hexadecimal text without anything between.</param>
public sealed record SpdxVerificationCode(string PackageVerificationCodeValue);
