namespace Mingzhu.City.Tests.Packs;

public sealed class RulesTests
{
    [Fact]
    public void Liaochengs_book_holds_all_165_rules_of_its_documents_and_the_twelve_of_the_nation()
    {
        var rules = Rules.Of(Repository.Load("liaocheng"));

        rules.Documents.Select(document => $"{document.Id} {rules.All.Count(rule => rule.Document == document)}").ShouldBe(
            ["S4 84", "S2 9", "S1 27", "S3 13", "S5 32", "N-278 3", "N-63 4", "N-713 5"]);
        Rules.Of(Repository.Load("generic")).All.ShouldAllBe(rule => rule.Id.StartsWith("N-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_is_quoted_cited_and_says_what_its_document_leaves_open()
    {
        var rule = Rules.Of(Repository.Load("liaocheng")).Find("S4-5.2-f")!;

        rule.Quotes.ShouldBe(["城市更新专项规划需经同级国土空间规划委员会审议，报同级政府批准，并报市城市更新工作专班备案"]);
        rule.Citation.ShouldBe(new Citation("聊政字〔2023〕7号", "五（二）", new DateOnly(2023, 5, 17), "high"));
        rule.Open.ShouldHaveSingleItem().En.ShouldContain("before filing");
        rule.LeftOut.ShouldBeNull();
        rule.Blocks.ShouldBeTrue();
    }

    [Theory]
    [InlineData("S4-6.5-a", true)]
    [InlineData("S4-7.3-b", false)]
    [InlineData("S1-1.1-a", false)]
    [InlineData("S5-1.5-a", true)]
    [InlineData("S5-3.3.3-b", false)]
    public void Only_what_must_be_or_must_never_be_blocks_and_an_announcement_only_once_it_is_confirmed(string id, bool blocks)
    {
        Rules.Of(Repository.Load("liaocheng")).Find(id)!.Blocks.ShouldBe(blocks);

        if (id == "S1-1.1-a")
            Rules.Of(Repository.Broken("liaocheng", "rules/liaocheng.yaml", "- id: S1-1.1-a", "- confirmed: true\n        id: S1-1.1-a").Pack).Find(id)!.Blocks.ShouldBeTrue();
    }

    [Theory]
    [InlineData("id: S4-5.2-b", "id: S4-5.2-a", "the rule 'S4-5.2-a' stands twice")]
    [InlineData("force: never", "force: forbidden", "'forbidden': one of must, never, may, encouraged, target, fact, proposal is expected")]
    [InlineData("left-out: oversight", "left-out: overseen", "there is no reason 'overseen' among left-out")]
    [InlineData("kept-in: [parks.yaml]", "kept-in: [park.yaml]", "there is no file 'park.yaml'")]
    [InlineData("weight: announced", "weight: heavy", "'heavy': one of normative, announced, repeats-law is expected")]
    [InlineData("id: S2\n", "id: S4\n", "the document 'S4' stands twice")]
    public void A_fault_of_the_book_is_named_with_its_line(string was, string becomes, string says)
    {
        var (broken, line) = Repository.Broken("liaocheng", "rules/liaocheng.yaml", was, becomes);

        CitySettings.Of(broken);

        broken.Problems.ShouldContain(problem => problem.Line == line && problem.Says.En.EndsWith(says, StringComparison.Ordinal),
            string.Join('\n', broken.Problems.Select(problem => problem.In(Language.En))));
    }

    [Fact]
    public void A_row_cites_a_rule_by_its_id_or_a_source_of_its_own_and_an_unknown_id_is_a_fault_of_the_pack()
    {
        var (pack, line) = Repository.Broken("liaocheng", "parks.yaml", "classes:", "one: {rule: S4-5.2-f}\ntwo: {source: none}\nthree: {rule: S4-5.2-z}\nclasses:");
        var (file, rules) = (pack.File("parks.yaml"), Rules.Of(pack));

        rules.Cited(file["one"]["rule"])!.Id.ShouldBe("S4-5.2-f");
        rules.Basis(file["one"]).Clause.ShouldBe("五（二）");
        rules.Basis(file["two"]).ShouldBe(Citation.None);
        rules.Cited(file["two"]["rule"]).ShouldBeNull();
        pack.Problems.ShouldBeEmpty();

        rules.Basis(file["three"]).ShouldBe(Citation.None);

        pack.Problems.ShouldHaveSingleItem().In(Language.En).ShouldBe($"parks.yaml:{line + 2}: three.rule: there is no rule 'S4-5.2-z' under rules/");
    }
}
