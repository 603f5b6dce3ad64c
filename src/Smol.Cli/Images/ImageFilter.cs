using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Cli.Images;

/// <summary><c>--filter KEY=VALUE</c>: images that each label and one of the names fit, as docker has it.</summary>
internal sealed class ImageFilter
{
    private readonly List<(string Key, string Value)> _wanted = [];

    /// <exception cref="SmolException">One of them is not understood.</exception>
    public ImageFilter(IEnumerable<string> filters)
    {
        foreach (string filter in filters)
        {
            string[] parts = filter.Split('=', 2);
            if (parts.Length != 2 || parts[0] is not ("label" or "reference"))
                throw new SmolException($"'{filter}' is not a filter", "--filter", "there are label=NAME, label=NAME=VALUE and reference=NAME");
            _wanted.Add((parts[0], parts[1]));
        }
    }

    public bool Fits(ImageRecord image)
    {
        string[] names = [.. _wanted.Where(wanted => wanted.Key == "reference").Select(wanted => wanted.Value)];
        return _wanted.Where(wanted => wanted.Key == "label").All(wanted => HasLabel(image, wanted.Value)) && (names.Length == 0 || names.Any(name => IsNamed(image, name)));
    }

    private static bool HasLabel(ImageRecord image, string wanted)
    {
        string[] parts = wanted.Split('=', 2);
        return image.Config?.Labels is { } labels && labels.TryGetValue(parts[0], out string? value) && (parts.Length == 1 || value == parts[1]);
    }

    // hello stands for hello-amd64, as it does for run.
    private static bool IsNamed(ImageRecord image, string wanted)
    {
        string[] parts = wanted.Split(':', 2);
        return (parts[0] == image.Repository || $"{parts[0]}-{image.Architecture}" == image.Repository) && (parts.Length == 1 || parts[1] == image.Tag);
    }
}
