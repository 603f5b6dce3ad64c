using System.Text.RegularExpressions;
using Smol.Building.Minimising;
using Smol.Building.Recipes.Make;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Labels;

/// <summary>Makes settings of labels. What a label says is what a service's <c>options.mk</c> would say with it.</summary>
/// <param name="architecture">The architecture, in NetBSD's words.</param>
/// <param name="diagnostics">Gets what is wrong.</param>
internal sealed partial class SettingsReader(string architecture, DiagnosticBag diagnostics)
{
    private const string DefaultPackages = "pkgin pkg_tarup pkg_install sqlite3 curl rsync"; // smolBSD, smoler/build.sh

    /// <summary>The settings; null when a label has a value that it can't have.</summary>
    /// <param name="labels">The labels of ours, the last one of a name last.</param>
    /// <param name="origin">What the image is made from in the end: sets, an image or nothing.</param>
    /// <param name="file">The SMOLerfile's path, which may name the service.</param>
    /// <param name="isLinux">Whether the guest is Linux.</param>
    public SmolerfileSettings? Read(IReadOnlyList<PlacedLabel> labels, StageBase origin, string file, bool isLinux)
    {
        int errors = diagnostics.All.Count(finding => finding.Severity == DiagnosticSeverity.Error);
        var last = new Dictionary<string, PlacedLabel>();
        foreach (PlacedLabel label in labels)
        {
            if (Check(label))
                last[label.Name] = label;
        }
        if (diagnostics.All.Count(finding => finding.Severity == DiagnosticSeverity.Error) > errors)
            return null;
        var values = last.Where(label => OwnLabels.Variables.Contains(label.Key)).ToDictionary(label => label.Key.ToUpperInvariant(), label => label.Value.Value);
        if (!isLinux && origin is SetsBase)
            values.TryAdd("ADDPKGS", DefaultPackages);
        if (origin is SetsBase sets)
            values["SETS"] = string.Join(' ', sets.Sets);
        if (origin is ImageBase image)
            values["FROMIMG"] = image.Name;
        ServiceOptions options = Options(values);
        KeepList? keep = last.TryGetValue("keep", out PlacedLabel? kept) ? KeepLabel.Read(kept, last.GetValueOrDefault("addpkgs")) : null;
        if (kept is not null && !options.IsMinimized)
            diagnostics.Warn(DiagnosticRule.BadLabel, kept.KeySpan, "the label keep has no effect: the image is not minimised", $"LABEL {OwnLabels.Prefix}minimize=y makes it so");
        return new(ServiceName(last, file), options, last.TryGetValue("use_pty", out PlacedLabel? pty) && IsYes(pty.Value) == true, keep);
    }

    /// <summary>The name that a file's name gives: <c>Dockerfile.NAME</c>, <c>SMOLerfile.NAME</c>, <c>NAME.smol</c>; null for others.</summary>
    public static string? NameOf(string file)
    {
        Match match = FileName().Match(Path.GetFileName(file));
        return match.Success ? match.Groups["name"].Value : null;
    }

    private static string? ServiceName(Dictionary<string, PlacedLabel> labels, string file)
    {
        if (labels.TryGetValue("service", out PlacedLabel? label))
            return label.Value;
        return NameOf(file)?.ToLowerInvariant() is { } name && Service().IsMatch(name) ? name : null;
    }

    private bool Check(PlacedLabel label)
    {
        if (!OwnLabels.Names.Contains(label.Name))
        {
            diagnostics.Error(DiagnosticRule.UnknownLabel, label.KeySpan, $"smol has no label {OwnLabels.Prefix}{label.Name}",
                DiagnosticBag.Suggest(label.Name, OwnLabels.Names, OwnLabels.Prefix) ?? "there are " + string.Join(' ', OwnLabels.Names.Order(StringComparer.Ordinal)));
            return false;
        }
        string? rule = label.Name switch
        {
            "service" when !Service().IsMatch(label.Value) => "names are lower-case letters, digits, '.', '_' and '-', at most 31 of them",
            "dialect" when !DialectNames.All.Contains(label.Value) => "it can be docker or smolbsd",
            "use_pty" when IsYes(label.Value) is null => "it can be y or n",
            _ => null,
        };
        if (rule is not null)
            diagnostics.Error(DiagnosticRule.BadLabel, label.ValueSpan, $"the label {label.Name} can't be '{label.Value}'", rule);
        return rule is null && CheckOption(label);
    }

    private bool CheckOption(PlacedLabel label)
    {
        if (!OwnLabels.Variables.Contains(label.Name))
            return true;
        try
        {
            Options(new() { [label.Name.ToUpperInvariant()] = label.Value });
            return true;
        }
        catch (SmolException failure)
        {
            // The reader names the variable of options.mk; here it is the label.
            string variable = label.Name.ToUpperInvariant();
            string problem = failure.Problem.StartsWith(variable, StringComparison.Ordinal) ? label.Name + failure.Problem[variable.Length..] : failure.Problem;
            diagnostics.Error(DiagnosticRule.BadLabel, label.ValueSpan, problem, failure.Hint);
            return false;
        }
    }

    private ServiceOptions Options(Dictionary<string, string> values)
    {
        bool isSizeSaid = values.Keys.Any(name => name is "IMGSIZE" or "MINIMIZE" or "MOUNTRO");
        values.TryAdd("ARCH", architecture);
        values.TryAdd("IMGSIZE", "512");
        var variables = new MakeVariables(new Dictionary<string, string>(), new Dictionary<string, string>(), "/");
        foreach ((string name, string value) in values)
            variables.Assign(name, AssignmentOperator.Set, SourceText.At(value.Replace("$", "$$", StringComparison.Ordinal), SourcePosition.Default), SourcePosition.Default);
        return new ServiceOptionsReader(variables).Read() with { IsSizeSaid = isSizeSaid };
    }

    private static bool? IsYes(string value) => value.ToUpperInvariant() switch
    {
        "Y" or "YES" or "TRUE" or "1" => true,
        "" or "N" or "NO" or "FALSE" or "0" => false,
        _ => null,
    };

    [GeneratedRegex(@"\A(Dockerfile|SMOLerfile|Containerfile)\.(?<name>.+)\z|\A(?<name>.+)\.(smol|dockerfile|Dockerfile)\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,30}\z")]
    private static partial Regex Service();
}
