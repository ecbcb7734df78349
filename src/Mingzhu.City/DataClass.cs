namespace Mingzhu.City;

/// <summary>Who may see data (数据分级): rights and caches go by it, by layer and set of fields, never by row.</summary>
public enum DataClass : byte
{
    /// <summary>公开.</summary>
    Public,

    /// <summary>内部.</summary>
    Staff,

    /// <summary>敏感.</summary>
    Sensitive,

    /// <summary>个人.</summary>
    Personal,
}
