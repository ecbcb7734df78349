using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Civic.Tests;

public sealed class ExpertDrawTests : IDisposable
{
    private readonly CityForTests _city = new();

    public void Dispose() => _city.Dispose();

    private static DrawTerms Terms(int seats = 2, string[]? employers = null, string[]? kin = null, ExpertBody body = ExpertBody.Library, string project = "P1") =>
        new(body, project, [new FieldQuota("planning", seats)], [.. employers ?? []], [.. kin ?? []], 90);

    private DrawRecord Drawn(string draw, DrawTerms terms)
    {
        _city.Draws.Open(CityForTests.By("clerk"), draw, terms);
        _city.Draws.Witness(CityForTests.By("supervisor"), draw, "8461");
        _city.Draws.Reveal(CityForTests.By("clerk"), draw);
        return _city.Draws.Record(draw);
    }

    [Fact]
    public void Rule_S4_8_1_d_and_S1_1_3_a_the_committee_and_the_library_are_two_bodies()
    {
        _city.Bring([CityForTests.Row(1), CityForTests.Row(2, body: "专家委员会"), CityForTests.Row(3, body: "专家委员会、专家库")]);

        Drawn("D1", Terms(1)).Eligible.Single().Experts.ShouldBe([_city.Id(1), _city.Id(3)], ignoreOrder: true);
        Drawn("D2", Terms(1, body: ExpertBody.Committee, project: "P2")).Eligible.Single().Experts.ShouldContain(_city.Id(2));
        var rules = ExpertRules.Of(_city.Pack);
        (rules.Of(ExpertBody.Committee).Source, rules.Of(ExpertBody.Library).IsDefault, rules.RecentSource.IsDefault).ShouldBe(("聊政字〔2023〕7号", false, true));
        _city.Pack.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_draw_can_be_done_again_from_its_record_alone()
    {
        _city.Bring(Enumerable.Range(1, 12).Select(at => CityForTests.Row(at)));

        var record = Drawn("D1", Terms(3));

        record.Check().ShouldBeEmpty();
        var read = DrawRecord.FromJson(record.ToJson());
        read.Check().ShouldBeEmpty();
        read.ToJson().ShouldBe(record.ToJson());
        record.WitnessIsAnother.ShouldBeTrue();
        record.Seats.Length.ShouldBe(3);
    }

    [Fact]
    public void The_seed_is_told_after_it_was_settled_and_lies_nowhere_in_the_ledger_before()
    {
        _city.Bring(Enumerable.Range(1, 5).Select(at => CityForTests.Row(at)));
        _city.Draws.Open(CityForTests.By("clerk"), "D1", Terms());
        var seed = _city.Draws.Register.SeedOf("D1")!;
        var early = Should.Throw<RefusedException>(() => _city.Draws.Reveal(CityForTests.By("clerk"), "D1"));
        var before = string.Concat(_city.Workspace.Facts(0, 100).Select(fact => System.Text.Encoding.UTF8.GetString(fact.Body.Span)));
        _city.Draws.Witness(CityForTests.By("supervisor"), "D1", "8461");
        _city.Draws.Reveal(CityForTests.By("clerk"), "D1");

        early.Reasons.Single().Code.ShouldBe("experts.draw-state");
        before.ShouldNotContain(seed);
        before.ShouldContain(DrawMath.Commitment(seed)!);
        _city.Draws.Record("D1").Seed.ShouldBe(seed);
        _city.Draws.Register.SeedOf("D1").ShouldBeNull();
    }

    [Fact]
    public void No_name_and_no_telephone_is_in_the_ledger()
    {
        _city.Bring([CityForTests.Row(1)]);

        var all = string.Concat(_city.Workspace.Facts(0, 100).Select(fact => System.Text.Encoding.UTF8.GetString(fact.Body.Span)));

        all.ShouldNotContain("专家1");
        all.ShouldNotContain("1234567");
        _city.Draws.Register.Find(_city.Id(1))!.Name.ShouldBe("专家1");
    }

    [Fact]
    public void Who_is_recused_is_never_drawn()
    {
        _city.Bring(Enumerable.Range(1, 30).Select(at => CityForTests.Row(at, employer: at % 3 == 0 ? "甲院" : "乙院", projects: at % 5 == 0 ? "P1" : "")));
        var count = 0;

        Prop.ForAll(Gen.SubListOf(Enumerable.Range(1, 30).ToArray()).ToArbitrary(), kin =>
        {
            var related = kin.Take(8).Select(_city.Id).ToArray();
            var record = Drawn($"R{count++}", Terms(2, employers: ["甲院"], kin: related));
            _city.Time.Pass(TimeSpan.FromDays(100));
            var gone = Enumerable.Range(1, 30).Where(at => at % 3 == 0 || at % 5 == 0).Select(_city.Id).Concat(related).ToHashSet();
            return !record.Order.SelectMany(field => field.Experts).Any(gone.Contains) && record.Excluded.Select(one => one.Expert).ToHashSet().SetEquals(gone) && record.Check().IsEmpty;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void Who_had_a_seat_not_long_ago_is_spared()
    {
        _city.Bring(Enumerable.Range(1, 4).Select(at => CityForTests.Row(at)));

        var first = Drawn("D1", Terms()).Seats.Select(seat => seat.Expert).ToArray();
        var second = Drawn("D2", Terms());

        second.Seats.Select(seat => seat.Expert).Intersect(first).ShouldBeEmpty();
        second.Excluded.Select(one => (one.Expert, one.Reasons.Single())).ShouldBe(first.Order(StringComparer.Ordinal).Select(expert => (expert, Recusal.Recent)));
        second.Number.ShouldBe(2);
        Should.Throw<RefusedException>(() => Drawn("D3", Terms())).Reasons.Select(reason => reason.Code).ShouldBe(["experts.too-few", "experts.too-few-together"]);
        _city.Time.Pass(TimeSpan.FromDays(90));
        Drawn("D3", Terms()).Excluded.ShouldBeEmpty();
    }

    [Fact]
    public void A_seat_refused_goes_to_the_next_in_the_order_and_both_are_on_record()
    {
        _city.Bring(Enumerable.Range(1, 4).Select(at => CityForTests.Row(at)));
        var order = Drawn("D1", Terms()).Order.Single().Experts;

        _city.Draws.Refuse(CityForTests.By("clerk"), "D1", order[0], SeatRefusal.Busy).ShouldBe(order[2]);
        _city.Draws.Refuse(CityForTests.By("clerk"), "D1", order[2], SeatRefusal.Conflict).ShouldBe(order[3]);
        _city.Draws.Refuse(CityForTests.By("clerk"), "D1", order[1], SeatRefusal.Health).ShouldBeNull();

        var record = _city.Draws.Record("D1");
        record.Seated().Select(seat => seat.Expert).ShouldBe([order[3]]);
        record.Check().ShouldBeEmpty();
        Should.Throw<RefusedException>(() => _city.Draws.Refuse(CityForTests.By("clerk"), "D1", order[0], SeatRefusal.Busy)).Reasons.Single().Code.ShouldBe("experts.no-seat");
    }

    [Fact]
    public void Whatever_is_changed_in_a_record_is_found()
    {
        _city.Bring(Enumerable.Range(1, 8).Select(at => CityForTests.Row(at)));
        Drawn("D1", Terms());
        _city.Draws.Refuse(CityForTests.By("clerk"), "D1", _city.Draws.Record("D1").Seats[0].Expert, SeatRefusal.Busy);
        var record = _city.Draws.Record("D1");
        string[] Codes(DrawRecord changed) => [.. changed.Check().Select(fault => fault.Code["experts.verify-".Length..])];

        Codes(record with { Eligible = [record.Eligible[0] with { Experts = record.Eligible[0].Experts.RemoveAt(0) }] }).ShouldContain("list");
        Codes(record with { Seed = DrawMath.Hash("another") }).ShouldContain("seed");
        Codes(record with { Seed = DrawMath.Hash("another"), Commitment = DrawMath.Commitment(DrawMath.Hash("another"))! }).ShouldContain("order");
        Codes(record with { Witness = "8462" }).ShouldContain("order");
        Codes(record with { Head = new string('0', 64) }).ShouldContain("order");
        Codes(record with { Seats = [record.Seats[1], record.Seats[0]] }).ShouldContain("seats");
        Codes(record with { Refusals = [record.Refusals[0] with { Next = record.Order[0].Experts[^1] }] }).ShouldBe(["next"]);
    }

    [Fact]
    public void An_open_draw_must_be_revealed_or_given_up_before_the_project_is_drawn_for_again()
    {
        _city.Bring(Enumerable.Range(1, 8).Select(at => CityForTests.Row(at)));
        _city.Draws.Open(CityForTests.By("clerk"), "D1", Terms());

        Should.Throw<RefusedException>(() => _city.Draws.Open(CityForTests.By("clerk"), "D2", Terms())).Reasons.Single().Code.ShouldBe("experts.draw-open");
        _city.Draws.Cancel(CityForTests.By("clerk"), "D1", "条件有误");

        Drawn("D2", Terms()).Number.ShouldBe(2);
    }

    [Fact]
    public void A_refusal_gives_every_reason()
    {
        var terms = new DrawTerms(ExpertBody.Library, "", [new("planning", 0), new("planning", 1), new("magic", 1)], [], ["nobody"], 5);

        Should.Throw<RefusedException>(() => _city.Draws.Open(CityForTests.By("clerk"), "D1", terms)).Reasons.Select(reason => reason.Code)
            .ShouldBe(["experts.project", "experts.quota", "experts.quota-twice", "experts.no-field", "experts.no-expert", "experts.recent"]);
        _city.Draws.Register.SeedOf("D1").ShouldBeNull();
    }

    [Fact]
    public void A_list_with_faults_names_every_row_and_brings_nobody()
    {
        ChartRow[] rows =
        [
            CityForTests.Row(1), CityForTests.Row(1), CityForTests.Row(3, fields: "炼金术"), CityForTests.Row(4, body: "协会"),
            new(6, new Dictionary<string, object?> { ["姓名"] = "某", ["类别"] = "专家库", ["专业领域"] = "law", ["起始"] = "昨天", ["联系电话"] = "12" }),
        ];

        var reading = ExpertReading.Of("名单", rows, _city.Pack, _ => null);

        reading.Faults.Select(fault => (fault.Row, fault.Reason.Code["experts.".Length..])).ShouldBe([(2L, "twice"), (4, "no-field"), (5, "body-word"), (5, "body"), (6, "missing"), (6, "telephone"), (6, "day")]);
        Should.Throw<RefusedException>(() => _city.Draws.Import(CityForTests.By("clerk"), reading)).Reasons[0].Says.Zh.ShouldStartWith("名单 第 2 行：");
        _city.Draws.Book.Experts.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_brought_again_changes_the_experts_it_finds_by_number()
    {
        _city.Bring([CityForTests.Row(1)]);
        var id = _city.Id(1);

        _city.Bring([CityForTests.Row(1, fields: "法律、城乡规划")]);

        _city.Draws.Book.Experts.Single().Value.Fields.ShouldBe(["law", "planning"]);
        _city.Id(1).ShouldBe(id);
    }

    [Fact]
    public void The_page_holds_what_is_needed_to_do_it_again()
    {
        _city.Bring(Enumerable.Range(1, 5).Select(at => CityForTests.Row(at)));
        var record = Drawn("D1", Terms());

        var page = DrawPage.Html(record, ExpertRules.Of(_city.Pack), id => _city.Draws.Register.Find(id)?.Name, Language.Zh);

        foreach (var needed in new[] { record.Seed, record.Head, record.ListHash, record.Commitment, record.Witness, "重新计算：一致", _city.Draws.Register.Find(record.Seats[0].Expert)!.Name, "市政府新闻发布会" })
            page.ShouldContain(needed);
        record.Eligible[0].Experts.ShouldAllBe(expert => page.Contains(expert, StringComparison.Ordinal));
    }

    [Fact]
    public void The_witness_is_another_and_only_who_has_a_seat_is_heard_the_latest_counting()
    {
        _city.Bring(Enumerable.Range(1, 6).Select(at => CityForTests.Row(at)));
        _city.Draws.Open(CityForTests.By("clerk"), "D1", Terms());

        Should.Throw<RefusedException>(() => _city.Draws.Witness(CityForTests.By("clerk"), "D1", "8461")).Reasons.Single().Code.ShouldBe("experts.own-witness");
        Should.Throw<RefusedException>(() => _city.Draws.Hear(CityForTests.By("clerk"), "D1", _city.Id(1), ExpertStance.Agree, "")).Reasons.Single().Code.ShouldBe("experts.draw-state");
        _city.Draws.Witness(CityForTests.By("supervisor"), "D1", "8461");
        _city.Draws.Reveal(CityForTests.By("clerk"), "D1");
        var seats = _city.Draws.Book.Draws["D1"].Seats;
        Should.Throw<RefusedException>(() => _city.Draws.Hear(CityForTests.By("clerk"), "D1", seats[0].Expert, ExpertStance.Disagree, " ")).Reasons.Single().Code.ShouldBe("experts.opinion");
        _city.Draws.Hear(CityForTests.By("clerk"), "D1", seats[0].Expert, ExpertStance.Disagree, "缺少消防车道");
        _city.Draws.Hear(CityForTests.By("clerk"), "D1", seats[0].Expert, ExpertStance.Agree, "");
        _city.Draws.Refuse(CityForTests.By("clerk"), "D1", seats[1].Expert, SeatRefusal.Busy);

        var draw = _city.Draws.Book.Draws["D1"];
        draw.Opinions[seats[0].Expert].Stance.ShouldBe(ExpertStance.Agree);
        draw.Unheard.Single().Expert.ShouldBe(draw.Seats[1].Expert);
        Should.Throw<RefusedException>(() => _city.Draws.Hear(CityForTests.By("clerk"), "D1", seats[1].Expert, ExpertStance.Agree, "")).Reasons.Single().Code.ShouldBe("experts.no-seat");
    }
}
