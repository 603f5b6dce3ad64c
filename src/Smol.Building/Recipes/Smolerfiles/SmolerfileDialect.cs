namespace Smol.Building.Recipes.Smolerfiles;

/// <summary>Whose rule holds where Docker's and smolBSD's differ.</summary>
public enum SmolerfileDialect
{
    /// <summary>Docker's.</summary>
    Docker,

    /// <summary>
    /// smolBSD's (<c>smoler/build.sh</c>): the text of <c>RUN</c> stands in double quotes once, values of <c>ARG</c> and <c>ENV</c> may
    /// hold commands that a shell of the guest runs, <c>USER</c> makes a user that is missing, and so may a source of <c>COPY</c> be.
    /// </summary>
    SmolBsd,
}
