using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// The variables of make(1). What the command line sets wins over every file, and what a file sets wins over the environment, as with a
/// make that is run without <c>-e</c>.
/// </summary>
public sealed class MakeVariables
{
    private readonly Dictionary<string, MakeValue> _commandLine = [];
    private readonly Dictionary<string, MakeValue> _global = [];
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly HashSet<string> _used = [];

    /// <param name="commandLine">The variables of the command line; no file changes them.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="folder">Where <c>exists()</c> looks from: the folder that make would be run in.</param>
    public MakeVariables(IReadOnlyDictionary<string, string> commandLine, IReadOnlyDictionary<string, string> environment, string folder)
    {
        foreach ((string name, string value) in commandLine)
            _commandLine[name] = new(SourceText.At(value, SourcePosition.CommandLine), ValueOrigin.CommandLine, SourcePosition.CommandLine);
        _environment = environment;
        Expander = new(this, folder);
    }

    /// <summary>The names that the command line or a file gives a value, sorted.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = new HashSet<string>(_commandLine.Keys);
        foreach ((string name, MakeValue value) in _global)
        {
            if (value.Origin == ValueOrigin.File)
                names.Add(name);
        }
        string[] sorted = [.. names];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    internal Expander Expander { get; }

    /// <summary>The value with every reference expanded; null when the variable is not set.</summary>
    /// <exception cref="SmolException">A reference in it can't be expanded.</exception>
    public string? Get(string name) => Find(name) is { } value ? Expander.ExpandValue(name, value, value.Position) : null;

    /// <summary>Where the variable was set; null when it was not.</summary>
    public SourcePosition? PositionOf(string name) => Peek(name)?.Position;

    /// <summary>Who set the variable; null when nobody did.</summary>
    public ValueOrigin? OriginOf(string name) => Peek(name)?.Origin;

    /// <summary>Whether an expansion or a condition has asked for the variable.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>Sets what smolBSD's own makefile sets before or after it reads a service's options.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value; references are expanded when it is used.</param>
    /// <param name="isFallback">Whether a value that is already there stays.</param>
    public void SetDefault(string name, string value, bool isFallback = false)
    {
        if (!isFallback || Peek(name) is null)
            _global[name] = new(SourceText.At(value, SourcePosition.Default), ValueOrigin.Default, SourcePosition.Default);
    }

    /// <summary>The value as it was set; the variable counts as used.</summary>
    internal MakeValue? Find(string name)
    {
        _used.Add(name);
        return Peek(name);
    }

    /// <summary>Notes that something mentions a name, so that it is no misspelling.</summary>
    internal void Mention(string name) => _used.Add(name);

    /// <summary>Does what an assignment in a file says.</summary>
    internal void Assign(string name, AssignmentOperator assignment, SourceText value, SourcePosition position)
    {
        MakeValue? before = Peek(name);
        if (before?.Origin == ValueOrigin.CommandLine || (assignment == AssignmentOperator.SetIfUnset && before is not null))
            return;
        if (assignment == AssignmentOperator.Append && before is not null)
            value = new SourceTextBuilder().Append(before.Text).Append(' ', position).Append(value).Build(value.PositionOf(value.Length));
        else if (assignment == AssignmentOperator.SetExpanded)
            value = ExpandNow(name, value, position);
        Expander.Budget.TakeLetters(value.Length, position);
        _global[name] = new(value, ValueOrigin.File, position);
    }

    /// <summary>Forgets what a file set.</summary>
    internal void Undefine(string name) => _global.Remove(name);

    /// <summary>make(1) takes a variable that was never set as empty while it expands what it will be.</summary>
    private SourceText ExpandNow(string name, SourceText value, SourcePosition position)
    {
        if (Peek(name) is null)
            _global[name] = new(SourceText.At("", position), ValueOrigin.File, position);
        return Expander.ExpandNow(value);
    }

    private MakeValue? Peek(string name)
    {
        if (_commandLine.TryGetValue(name, out MakeValue? value) || _global.TryGetValue(name, out value))
            return value;
        return _environment.TryGetValue(name, out string? text)
            ? new(SourceText.At(text, SourcePosition.Environment), ValueOrigin.Environment, SourcePosition.Environment)
            : null;
    }
}
