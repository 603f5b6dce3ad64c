namespace Smol.Guests.NetBsd.Packages;

/// <summary>What a line of a packing list says: pkg_create(1), "PACKING LIST DETAILS".</summary>
public enum PackingListCommand
{
    /// <summary>The argument is a file's path, relative to the current directory.</summary>
    File,

    /// <summary><c>@cwd</c>, <c>@cd</c>: the current directory is from here on the argument; <c>.</c> is the package's folder in the database.</summary>
    Directory,

    /// <summary><c>@src</c>: was for making packages only.</summary>
    Source,

    /// <summary><c>@exec</c>: a shell command to run when the file before it is there.</summary>
    Execute,

    /// <summary><c>@unexec</c>: a shell command for pkg_delete(1), which reads it from the list that is installed.</summary>
    ExecuteOnDelete,

    /// <summary><c>@mode</c>: the permissions of the files that follow, as for chmod(1); without argument those of the archive.</summary>
    Mode,

    /// <summary><c>@owner</c>: the owner of the files that follow; without argument that of the archive.</summary>
    Owner,

    /// <summary><c>@group</c>: the group of the files that follow; without argument that of the archive.</summary>
    Group,

    /// <summary><c>@comment</c>: behind a file it may be its digest, <c>MD5:</c>, or its target, <c>Symlink:</c>.</summary>
    Comment,

    /// <summary><c>@ignore</c>: the next line is none of ours.</summary>
    Ignore,

    /// <summary><c>@name</c>: the package's name.</summary>
    Name,

    /// <summary><c>@display</c>: which file is shown at the end.</summary>
    Display,

    /// <summary><c>@pkgdep</c>: a pattern of what it needs.</summary>
    Depends,

    /// <summary><c>@blddep</c>: a package that it was built with.</summary>
    BuiltWith,

    /// <summary><c>@pkgcfl</c>: a pattern of what it conflicts with.</summary>
    Conflicts,

    /// <summary><c>@pkgdir</c>: a directory to make.</summary>
    ManagedDirectory,

    /// <summary><c>@dirrm</c>: a directory for pkg_delete(1) to remove.</summary>
    RemoveDirectory,

    /// <summary><c>@option</c>: only <c>preserve</c> is known, which pkg_delete(1) looks at.</summary>
    Option,
}
