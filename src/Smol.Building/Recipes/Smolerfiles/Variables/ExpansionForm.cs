namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>What an expansion does with quotes.</summary>
public enum ExpansionForm
{
    /// <summary>They take meaning from what is in them, and go.</summary>
    Word,

    /// <summary>They are letters as others, as in a heredoc; the escape letter still goes.</summary>
    Text,
}
