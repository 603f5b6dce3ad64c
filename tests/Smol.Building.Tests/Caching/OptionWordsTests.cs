using System.Reflection;
using Smol.Building.Caching;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Make;

namespace Smol.Building.Tests.Caching;

public sealed class OptionWordsTests
{
    /// <summary>In a key by their digests, or what a guest that builds has.</summary>
    private static readonly string[] Elsewhere =
    [
        nameof(ServiceOptions.Sets), nameof(ServiceOptions.Packages), nameof(ServiceOptions.BaseImage), nameof(ServiceOptions.BuildCpus), nameof(ServiceOptions.BuildMemory),
        nameof(ServiceOptions.ImageTag),
    ];

    /// <summary>A new option is in a key, or named above.</summary>
    [Fact]
    public void Each_option_that_has_a_say_in_an_image_is_among_them()
    {
        ServiceOptions usual = Read();
        foreach (PropertyInfo property in typeof(ServiceOptions).GetProperties().Where(property => !Elsewhere.Contains(property.Name)))
        {
            ServiceOptions changed = usual with { };
            property.SetValue(changed, Another(property, property.GetValue(usual)));
            Assert.False(OptionWords.Of(usual).SequenceEqual(OptionWords.Of(changed)), property.Name);
        }
    }

    private static object Another(PropertyInfo property, object? value) => value switch
    {
        bool flag => !flag,
        Enum => Enum.GetValues(property.PropertyType).Cast<object>().First(other => !other.Equals(value)),
        string text => text + "x",
        Smol.Storage.DiskImages.FilesystemSize => Smol.Storage.DiskImages.FilesystemSize.UsedPlus(77),
        IReadOnlyList<Smol.Machines.Ports.PortForward> => (Smol.Machines.Ports.PortForward[])[Smol.Machines.Ports.PortForward.Parse("8080:80")],
        null when property.PropertyType == typeof(int?) => 77,
        null when property.PropertyType == typeof(Uri) => new Uri("http://example.org/"),
        null => "x",
        _ => throw new InvalidOperationException(property.Name),
    };

    private static ServiceOptions Read()
    {
        var variables = new MakeVariables(new Dictionary<string, string>(), new Dictionary<string, string>(), "/");
        variables.Assign("ARCH", AssignmentOperator.Set, SourceText.At("amd64", SourcePosition.Default), SourcePosition.Default);
        return new ServiceOptionsReader(variables).Read();
    }
}
