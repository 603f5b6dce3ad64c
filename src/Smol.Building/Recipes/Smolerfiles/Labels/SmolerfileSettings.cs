using Smol.Building.Minimising;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>What the labels of a SMOLerfile say of the image and its machines.</summary>
/// <param name="Service">The service's name: the label's, or the file's; null when neither says it.</param>
/// <param name="Options">What a service directory says in <c>options.mk</c>, with the sets or the image of the last stage.</param>
/// <param name="UsesPty">Whether the console is a pseudo-terminal (<c>use_pty</c>).</param>
/// <param name="Keep">What a minimised image keeps (<c>keep</c>); null where no label says it, and then it keeps all.</param>
public sealed record SmolerfileSettings(string? Service, ServiceOptions Options, bool UsesPty, KeepList? Keep);
