using Smol.Building.Composition;
using Smol.Images.Store;
using Smol.Storage.FileTrees;

namespace Smol.Building.Bills;

/// <summary>The image that a bill of materials is of.</summary>
/// <param name="Name">Its name, or its file's.</param>
/// <param name="Time">The time of the image: what is made at another time from the same is the same.</param>
/// <param name="Inputs">What it was made of, that of its base image too.</param>
/// <param name="Tree">What is in it.</param>
public sealed record BillSubject(string Name, Timestamp Time, IReadOnlyList<ImageInput> Inputs, FileTree Tree)
{
    /// <summary>An image of the store; its time is the newest of its files.</summary>
    public static BillSubject Of(ImageRecord record, FileTree tree) => new(record.Name().ToString(), NewestTime.In(tree), record.Inputs, tree);
}
