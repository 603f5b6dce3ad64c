using Smol.Building.Minimising;
using Smol.Building.Recipes.Smolerfiles.Stages;

namespace Smol.Building.Stages;

/// <summary>What a stage is made from in the end, which stages that begin with it share.</summary>
/// <param name="Base">Sets, an image, or nothing.</param>
/// <param name="Brought">What its sets, packages and base image brought; null where that need not be known.</param>
/// <param name="BaseLength">The length of the image in bytes; null without one.</param>
internal sealed record StageOrigin(StageBase Base, InputFiles? Brought, long? BaseLength);
