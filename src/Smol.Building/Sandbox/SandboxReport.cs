using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>How a run in the sandbox ended.</summary>
internal sealed record SandboxReport
{
    /// <summary>Why the host can't do it, in the words of the program that could not; null when it can.</summary>
    public string? Unable { get; init; }

    /// <summary>What could not be staged or read back; null when nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the scripts took more memory than they may.</summary>
    public bool TookTooMuchMemory { get; init; }

    /// <summary>How many scripts began.</summary>
    public int Begun { get; init; }

    /// <summary>The exit code of the last script that began; null when it did not end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The first script that wanted to run a program of the image, and that program; null when none did.</summary>
    public (int Script, string Program)? Program { get; init; }

    /// <summary>What the last script that began printed last.</summary>
    public IReadOnlyCollection<string> LastLines { get; init; } = [];

    /// <summary>The tree after the scripts; null when they did not get to their end.</summary>
    public FileTree? Tree { get; init; }

    /// <summary>What the tree's new files are read from.</summary>
    public OpenFileSource? Content { get; init; }
}
