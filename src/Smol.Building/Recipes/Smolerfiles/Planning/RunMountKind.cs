namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>What is mounted for a <c>RUN</c>.</summary>
public enum RunMountKind
{
    /// <summary>Files of the context, a stage or an image.</summary>
    Bind,

    /// <summary>A folder that begins empty and is not in the image; builders may keep it.</summary>
    Cache,

    /// <summary>A filesystem in memory.</summary>
    Tmpfs,

    /// <summary>A secret that is not in the image.</summary>
    Secret,
}
