using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A command that is run in a guest.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
/// <param name="Arguments">The program and its arguments; none with <see cref="Script"/>, which is run itself.</param>
/// <param name="Environment">All that it sees, in the order in which values for a shell are to be evaluated.</param>
/// <param name="WorkingDirectory">The folder it is run in, an absolute path.</param>
/// <param name="User">The user, perhaps with a group behind a colon; empty for root.</param>
public sealed record RunStep(
    SourceSpan Span, string Text, IReadOnlyList<string> Arguments, IReadOnlyList<EnvironmentVariable> Environment, string WorkingDirectory, string User)
    : PlanStep(Span, Text)
{
    /// <inheritdoc/>
    public override bool NeedsGuest => true;

    /// <summary>A heredoc that begins with <c>#!</c>: a file that is executed; null for none.</summary>
    public InlineFile? Script { get; init; }

    /// <summary>What is mounted for it.</summary>
    public IReadOnlyList<RunMount> Mounts { get; init; } = [];

    /// <summary>Lines of <c>/etc/hosts</c> that it sees beside those of the image.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether it may reach the network.</summary>
    public bool HasNetwork { get; init; } = true;
}
