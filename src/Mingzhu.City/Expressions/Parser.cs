using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>Leaves the parser at the first fault; never leaves <see cref="Expression"/>.</summary>
internal sealed class UnreadableException(int column, Wording says) : Exception(says.En)
{
    public int Column { get; } = column;

    public Wording Says { get; } = says;
}

/// <summary>Reads an expression by descent, loosest operator first. Depth is bounded, so a hostile text ends in a refusal and not in a full stack.</summary>
internal sealed partial class Parser(List<Token> tokens)
{
    // Twice the height an expression may have: a piece opens two levels at most, its own and its parenthesis.
    private const int DeepestNesting = 2 * Expression.Tallest + 10;
    private const int MostSums = 400;
    private int _at;
    private int _depth;
    private int _sums;

    private Token Here => tokens[_at];

    public Node Whole()
    {
        var whole = Either();
        return Here.Kind == TokenKind.End ? whole : throw Expected(new("表达式在此结束，或 AND、OR、运算符", "the end, AND, OR or an operator"));
    }

    private Node Either() => Joined("OR", Both);

    private Node Both() => Joined("AND", Negated);

    private Node Joined(string keyword, Func<Node> part)
    {
        var first = part();
        if (!IsWord(keyword))
            return first;
        var parts = ImmutableArray.CreateBuilder<Node>();
        parts.Add(first);
        while (TakeWord(keyword))
            parts.Add(part());
        return new Junction(keyword == "AND", new Operands(parts.ToImmutable()));
    }

    private Node Negated() => TakeWord("NOT") ? Deeper(() => new Not(Negated())) : Predicate();

    private Node Predicate()
    {
        var left = Sum();
        if (TakeComparator() is { } how)
            return new Comparison(how, left, Sum());
        if (TakeWord("IS"))
        {
            var isNot = TakeWord("NOT");
            TakeOrFault("NULL");
            return isNot ? new Not(new Absence(left)) : new Absence(left);
        }

        var negated = TakeWord("NOT");
        Node? predicate = TakeWord("BETWEEN") ? Between(left)
            : TakeWord("IN") ? new Membership(left, List())
            : TakeWord("LIKE") ? Likeness(left)
            : null;
        if (predicate is null)
            return negated ? throw Expected(new("BETWEEN、IN 或 LIKE", "BETWEEN, IN or LIKE")) : left;
        return negated ? new Not(predicate) : predicate;
    }

    private Likeness Likeness(Node value)
    {
        var folded = TakeCall("casei");
        var pattern = TakeText(new("引号中的模式，如 '%小区'", "a pattern in quotes, such as '%小区'"));
        if (folded)
            CloseOrFault();
        return new Likeness(value, pattern, folded);
    }

    private Range Between(Node value)
    {
        var low = Sum();
        TakeOrFault("AND");
        return new Range(value, low, Sum());
    }

    private Node Sum() => Chain(["+", "-"], Product);

    private Node Product() => Chain(["*", "/", "%", "DIV"], Power);

    private Node Power()
    {
        var left = Unary();
        return TakeSign("^") ? new Arithmetic("^", left, Unary()) : left;
    }

    private Node Chain(string[] signs, Func<Node> part)
    {
        var left = part();
        while (Here.Kind is TokenKind.Sign or TokenKind.Word && signs.Contains(Here.Text, StringComparer.OrdinalIgnoreCase))
        {
            if (++_sums > MostSums)
                throw new UnreadableException(Here.Column, new($"运算过多（超过 {MostSums} 个）", $"too much arithmetic (over {MostSums} operators)"));
            var sign = Here.Text.ToLowerInvariant();
            _at++;
            left = new Arithmetic(sign, left, part());
        }

        return left;
    }

    private Node Unary() => TakeSign("-") ? Deeper(() => Arithmetic.Minus(Unary())) : Primary();

    private Node Primary()
    {
        var token = Here;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return new Literal(Scalar.Of(token.Number));
            case TokenKind.Text:
                _at++;
                return new Literal(Scalar.Of(token.Text));
            case TokenKind.Name:
                _at++;
                return new Field(token.Text);
            case TokenKind.Word when TakeWord("TRUE") || TakeWord("FALSE"):
                return new Literal(Scalar.Of(token.Text.Equals("TRUE", StringComparison.OrdinalIgnoreCase)));
            case TokenKind.Word when !Tokens.IsKeyword(token.Text):
                _at++;
                return TakeSign("(") ? Called(token) : new Field(token.Text);
            case TokenKind.Sign when TakeSign("("):
                var inner = Deeper(Either);
                CloseOrFault();
                return inner;
            default:
                throw Expected(new("字段、数值、'文本' 或 (", "a field, a number, 'text' or ("));
        }
    }

    private Node Called(Token name)
    {
        if (Special(name.Text) is { } special)
            return special;
        if (Function.Named(name.Text) is not { } function)
        {
            var known = string.Join(", ", Function.All.Select(f => f.Name));
            throw new UnreadableException(name.Column, new($"没有函数“{name.Text}”；可用：{known}", $"there is no function '{name.Text}'; known: {known}"));
        }

        _at--;
        var arguments = List();
        return arguments.Items.Length >= function.Fewest && arguments.Items.Length <= function.Most
            ? new Call(function, arguments)
            : throw new UnreadableException(name.Column, new($"函数 {function.Name} 的参数个数不对", $"{function.Name} takes another number of arguments"));
    }

    private Operands List()
    {
        if (!TakeSign("("))
            throw Expected(Wording.Same("("));
        var items = ImmutableArray.CreateBuilder<Node>();
        do
            items.Add(Deeper(Either));
        while (TakeSign(","));
        CloseOrFault();
        return new Operands(items.ToImmutable());
    }

    private Node Deeper(Func<Node> read)
    {
        if (++_depth > DeepestNesting)
            throw new UnreadableException(Here.Column, new($"嵌套过深（超过 {DeepestNesting} 层）", $"nested too deeply (over {DeepestNesting} levels)"));
        var node = read();
        _depth--;
        return node;
    }

    private Comparator? TakeComparator()
    {
        Comparator? how = Here.Kind != TokenKind.Sign ? null : Here.Text switch
        {
            "=" => Comparator.Equal,
            "<>" => Comparator.Unequal,
            "<" => Comparator.Less,
            "<=" => Comparator.AtMost,
            ">" => Comparator.Greater,
            ">=" => Comparator.AtLeast,
            _ => null,
        };
        if (how is not null)
            _at++;
        return how;
    }

    private bool IsWord(string word) => Here.Kind == TokenKind.Word && Here.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TakeWord(string word)
    {
        if (!IsWord(word))
            return false;
        _at++;
        return true;
    }

    /// <summary>A word and the parenthesis after it; a word alone may be a field of that name.</summary>
    private bool TakeCall(string word)
    {
        if (!IsWord(word) || tokens[_at + 1] is not { Kind: TokenKind.Sign, Text: "(" })
            return false;
        _at += 2;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (Here.Kind != TokenKind.Sign || Here.Text != sign)
            return false;
        _at++;
        return true;
    }

    private void TakeOrFault(string word)
    {
        if (!TakeWord(word))
            throw Expected(Wording.Same(word));
    }

    private void CloseOrFault()
    {
        if (!TakeSign(")"))
            throw Expected(Wording.Same(")"));
    }

    private string TakeText(Wording expected)
    {
        if (Here.Kind != TokenKind.Text)
            throw Expected(expected);
        return tokens[_at++].Text;
    }

    private UnreadableException Expected(Wording what)
    {
        var (zh, en) = Here.Kind == TokenKind.End ? ("已到末尾", "the text ends") : ($"得到“{Here.Text}”", $"found '{Here.Text}'");
        return new UnreadableException(Here.Column, new($"{zh}，应为 {what.Zh}", $"{en}, expected {what.En}"));
    }
}
