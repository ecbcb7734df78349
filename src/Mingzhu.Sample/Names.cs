namespace Mingzhu.Sample;

/// <summary>Invented names from the recipe's words; one name is given once.</summary>
internal sealed class Names(Dice dice, Recipe.WordList words)
{
    private readonly HashSet<string> _given = [];

    public string Place(string suffix)
    {
        for (var tries = 0; ; tries++)
        {
            var name = dice.Pick(words.Parts) + (tries > 6 ? dice.Pick(words.Directions) : "") + (tries > 20 ? dice.Pick(words.ParkParts) : "") + suffix;
            if (_given.Add(name) || tries > 60)
                return name;
        }
    }
}
