using System.Net;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Civic;

/// <summary>The record of a draw as one page to print and hang out (抽取记录页): self-contained, no script.</summary>
public static class DrawPage
{
    private static readonly Dictionary<Recusal, Wording> Recusals = new()
    {
        [Recusal.Employer] = new("单位回避", "employer"), [Recusal.Project] = new("项目回避", "project"), [Recusal.Kin] = new("利害关系回避", "kinship or interest"), [Recusal.Recent] = new("近期已抽中", "drawn recently"), [Recusal.Term] = new("不在聘期", "not in term"),
    };

    private static readonly Dictionary<SeatRefusal, Wording> Refusals = new()
    {
        [SeatRefusal.Busy] = new("时间冲突", "busy"), [SeatRefusal.Health] = new("身体原因", "health"), [SeatRefusal.Conflict] = new("发现应当回避", "conflict found"), [SeatRefusal.Unreachable] = new("无法联系", "unreachable"), [SeatRefusal.Other] = new("其他原因", "other"),
    };

    /// <summary>What a reason of recusal is called.</summary>
    public static Wording Of(Recusal recusal) => Recusals[recusal];

    /// <summary>What a reason for not taking a seat is called.</summary>
    public static Wording Of(SeatRefusal refusal) => Refusals[refusal];

    /// <summary>The page.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rules">For the names of fields and the rule of the body.</param>
    /// <param name="nameOf">The name of an expert who has or had a seat; null for one erased, or where names are not to be told.</param>
    /// <param name="language">In which language.</param>
    public static string Html(DrawRecord record, ExpertRules rules, Func<string, string?> nameOf, Language language)
    {
        string Say(string zh, string en) => WebUtility.HtmlEncode(new Wording(zh, en).In(language));
        string Field(string id) => WebUtility.HtmlEncode(rules.Fields.FirstOrDefault(field => field.Id == id)?.Name.In(language) ?? id);
        string Who(string id) => $"{WebUtility.HtmlEncode(nameOf(id) ?? "")} <code>{WebUtility.HtmlEncode(id)}</code>";
        var (page, source, faults) = (new StringBuilder(), rules.Of(record.Terms.Body), record.Check());
        page.Append($"<!doctype html>\n<html lang=\"{(language == Language.Zh ? "zh-CN" : "en")}\">\n<head><meta charset=\"utf-8\"><title>{Say("专家抽取记录", "Record of a draw of experts")} {WebUtility.HtmlEncode(record.Draw)}</title>\n");
        page.Append("<style>body{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:2px 8px;text-align:left}code{font-size:12px;word-break:break-all}pre{background:#f4f4f4;padding:1em;overflow:auto}</style></head>\n<body>\n");
        page.Append($"<h1>{Say("专家抽取记录", "Record of a draw of experts")} {WebUtility.HtmlEncode(record.Draw)}</h1>\n");
        page.Append($"<p>{Say(record.Terms.Body == ExpertBody.Committee ? "专家委员会" : "专家库", record.Terms.Body == ExpertBody.Committee ? "Committee of experts" : "Library of experts")} · {Say("项目", "project")} <code>{WebUtility.HtmlEncode(record.Terms.Project)}</code> · {record.Day:yyyy-MM-dd} · {Say($"该项目第 {record.Number} 次抽取", $"draw no. {record.Number} of this project")}{(source.IsDefault ? "" : $" · {WebUtility.HtmlEncode($"{source.Source} {source.Clause}")}")}</p>\n");
        page.Append($"<p><strong>{(faults.IsEmpty ? Say("重新计算：一致", "Done again: the same") : Say("重新计算：不一致", "Done again: not the same"))}</strong> {string.Join("; ", faults.Select(fault => WebUtility.HtmlEncode(fault.Says.In(language))))}</p>\n");
        if (!record.WitnessIsAnother)
            page.Append($"<p>{Say("监督人与开启人为同一账号：本次抽取只依靠一人。", "The witness is the account that opened the draw: it rests on one person alone.")}</p>\n");
        page.Append($"<h2>{Say("抽中名单", "Seats")}</h2>\n<table><tr><th>{Say("专业领域", "field")}</th><th>{Say("专家", "expert")}</th></tr>\n");
        foreach (var seat in record.Seated())
            page.Append($"<tr><td>{Field(seat.Field)}</td><td>{Who(seat.Expert)}</td></tr>\n");
        page.Append("</table>\n");
        if (!record.Refusals.IsEmpty)
        {
            page.Append($"<h2>{Say("拒绝与补抽", "Seats not taken")}</h2>\n<table><tr><th>{Say("专家", "expert")}</th><th>{Say("原因", "reason")}</th><th>{Say("补抽", "next")}</th></tr>\n");
            foreach (var refused in record.Refusals)
                page.Append($"<tr><td>{Who(refused.Expert)}</td><td>{WebUtility.HtmlEncode(Of(refused.Reason).In(language))}</td><td>{(refused.Next is null ? "—" : Who(refused.Next))}</td></tr>\n");
            page.Append("</table>\n");
        }

        page.Append($"<h2>{Say("可抽名单与顺序", "Who could be drawn, in the order drawn")}</h2>\n");
        foreach (var field in record.Order)
            page.Append($"<p>{Field(field.Field)} ({field.Experts.Length}): {string.Join(", ", field.Experts.Select(expert => $"<code>{WebUtility.HtmlEncode(expert)}</code>"))}</p>\n");
        page.Append($"<h2>{Say("回避与排除", "Who could not")}</h2>\n<p>{(record.Excluded.IsEmpty ? Say("无", "nobody") : string.Join("; ", record.Excluded.Select(one => $"<code>{WebUtility.HtmlEncode(one.Expert)}</code> {WebUtility.HtmlEncode(string.Join(", ", one.Reasons.Select(reason => Of(reason).In(language))))}")))}</p>\n");
        page.Append($"<h2>{Say("如何验算", "How to do it again")}</h2>\n<table>\n");
        foreach (var (name, value) in new[] { (Say("名单哈希", "list hash"), record.ListHash), (Say("种子承诺", "commitment"), record.Commitment), (Say("账本哈希", "head"), record.Head), (Say("监督人取值", "witness"), record.Witness), (Say("种子", "seed"), record.Seed) })
            page.Append($"<tr><th>{name}</th><td><code>{WebUtility.HtmlEncode(value)}</code></td></tr>\n");
        page.Append($"</table>\n<pre>{WebUtility.HtmlEncode(record.PseudoCode)}</pre>\n</body>\n</html>\n");
        return page.ToString();
    }
}
