namespace Smol.Cli.Machines;

/// <summary>The files of a machine, as <c>smol inspect</c> prints them.</summary>
internal sealed record InspectedFiles(string Folder, string ConsoleLog, long ConsoleLogSize, string ConsoleSocket, string QmpSocket, string? Overlay);
