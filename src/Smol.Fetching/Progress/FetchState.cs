namespace Smol.Fetching.Progress;

/// <summary>What happens to a file that is fetched.</summary>
public enum FetchState
{
    /// <summary>Others come first, or another process is downloading it.</summary>
    Waiting,

    /// <summary>The server was asked.</summary>
    Connecting,

    /// <summary>Its bytes come in.</summary>
    Receiving,

    /// <summary>An attempt failed, and the next one comes after a pause.</summary>
    Pausing,

    /// <summary>It is here, whole and checked.</summary>
    Done,

    /// <summary>It can't be had.</summary>
    Failed,
}
