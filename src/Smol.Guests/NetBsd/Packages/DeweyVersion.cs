namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// The order of package versions (pkg_info(1), "PACKAGE WILDCARDS"; pkg_install's <c>lib/dewey.c</c>: <c>vtest</c>): components from
/// left to right, those that are missing count as 0, and the <c>nb</c> revision last.
/// </summary>
public static class DeweyVersion
{
    /// <summary>Negative if the left version is older, positive if it is newer, 0 if neither is: <c>1.2e</c> and <c>1.2.5</c> are equal.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftComponents = new DeweyComponents(left);
        var rightComponents = new DeweyComponents(right);
        int order = 0;
        bool more;
        do
        {
            bool hasLeft = leftComponents.TryTake(out long leftComponent);
            bool hasRight = rightComponents.TryTake(out long rightComponent);
            more = hasLeft || hasRight;
            order = leftComponent.CompareTo(rightComponent);
        }
        while (more && order == 0);
        return order != 0 ? order : leftComponents.Revision.CompareTo(rightComponents.Revision);
    }
}
