namespace Mingzhu.City;

/// <summary>The two languages of the product: Chinese first, English complete.</summary>
public enum Language
{
    /// <summary>简体中文, the default.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>One sentence or name in both languages (措辞). A message is worded once, where it arises, and read in the reader's language.</summary>
/// <param name="Zh">The Chinese text, in the words of the documents.</param>
/// <param name="En">The English text.</param>
public readonly record struct Wording(string Zh, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Zh ? Zh : En;

    /// <summary>The same text in both languages: names, codes, numbers.</summary>
    public static Wording Same(string text) => new(text, text);

    /// <summary>The Chinese text.</summary>
    public override string ToString() => Zh;
}
