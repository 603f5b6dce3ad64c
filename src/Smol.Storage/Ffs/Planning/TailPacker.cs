namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Puts the ends of files that take less than a block together in blocks: each into the block with the least room that is enough
/// for it, behind what is there, or into a new one.
/// </summary>
internal sealed class TailPacker(int fragmentsPerBlock)
{
    /// <summary>Blocks that have room left, by how many fragments of it.</summary>
    private readonly Stack<long>[] _withRoom = [.. Enumerable.Range(0, fragmentsPerBlock).Select(static _ => new Stack<long>())];

    /// <summary>Finds a place.</summary>
    /// <param name="fragments">How many fragments, less than a block.</param>
    /// <param name="nextBlock">The next block that nothing is in; moved on when it is taken.</param>
    /// <returns>The place, counted in fragments.</returns>
    public long Place(int fragments, ref long nextBlock)
    {
        int room = fragments;
        while (room < fragmentsPerBlock && _withRoom[room].Count == 0)
            room++;
        long block = room < fragmentsPerBlock ? _withRoom[room].Pop() : nextBlock++;
        if (room > fragments)
            _withRoom[room - fragments].Push(block);
        return ((block + 1) * fragmentsPerBlock) - room;
    }

    /// <summary>The blocks that have room left, in ascending order.</summary>
    public PartialBlock[] PartialBlocks()
    {
        var blocks = new PartialBlock[_withRoom.Sum(static stack => stack.Count)];
        int index = 0;
        for (int room = 1; room < fragmentsPerBlock; room++)
        {
            foreach (long block in _withRoom[room])
                blocks[index++] = new(block, fragmentsPerBlock - room);
        }
        Array.Sort(blocks, static (left, right) => left.Block.CompareTo(right.Block));
        return blocks;
    }
}
