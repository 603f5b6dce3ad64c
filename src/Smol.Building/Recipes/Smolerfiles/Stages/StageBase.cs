namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>What a stage begins with.</summary>
public abstract record StageBase;
