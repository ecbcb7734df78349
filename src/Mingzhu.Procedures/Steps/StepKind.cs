using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What happens at a step (环节类别). Deliberating, reviewing, approving, filing, confirming and recognising are six different acts: a review can stop a case, a filing records.</summary>
public enum StepKind
{
    /// <summary>指定: the local authority names the body that prepares.</summary>
    Designation,

    /// <summary>编制: contents and papers are put together and submitted.</summary>
    Drafting,

    /// <summary>受理: what was submitted is accepted, or its defects are told once, all of them.</summary>
    Acceptance,

    /// <summary>联审: one answer of each body and round.</summary>
    JointReview,

    /// <summary>审议.</summary>
    Deliberation,

    /// <summary>审核.</summary>
    Review,

    /// <summary>批准.</summary>
    Approval,

    /// <summary>确定.</summary>
    Determination,

    /// <summary>备案: records, and can stop nothing.</summary>
    Filing,

    /// <summary>确认.</summary>
    Confirmation,

    /// <summary>认定.</summary>
    Recognition,

    /// <summary>外部程序: a procedure that is not ours; its reference, day and result are held.</summary>
    External,
}

/// <summary>What somebody can do at a case (办理动作).</summary>
public enum Act
{
    /// <summary>指定编制部门.</summary>
    Designate,

    /// <summary>填写.</summary>
    Draft,

    /// <summary>添附材料.</summary>
    Attach,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>受理.</summary>
    Accept,

    /// <summary>一次性告知补正.</summary>
    AskCorrection,

    /// <summary>联审答复.</summary>
    Answer,

    /// <summary>审议通过.</summary>
    Deliberate,

    /// <summary>审核通过.</summary>
    Review,

    /// <summary>批准.</summary>
    Approve,

    /// <summary>确定.</summary>
    Determine,

    /// <summary>备案.</summary>
    File,

    /// <summary>确认.</summary>
    Confirm,

    /// <summary>认定.</summary>
    Recognise,

    /// <summary>登记外部程序结果.</summary>
    RecordResult,

    /// <summary>退回.</summary>
    Return,

    /// <summary>不予通过: ends the case.</summary>
    Refuse,

    /// <summary>转办: to another person of the same body.</summary>
    Reassign,

    /// <summary>加签: another body is asked for its opinion.</summary>
    AddReviewer,

    /// <summary>出具加签意见.</summary>
    Opine,

    /// <summary>撤回: ends the case.</summary>
    Withdraw,

    /// <summary>突破检查: where the rule allows it, by the named post, with a reason and papers.</summary>
    Override,
}

/// <summary>Which acts there are at a step of a kind, and what they are called.</summary>
public static class Acts
{
    private static readonly (StepKind Kind, Act Passing)[] Passings =
    [
        (StepKind.Deliberation, Act.Deliberate), (StepKind.Review, Act.Review), (StepKind.Approval, Act.Approve), (StepKind.Determination, Act.Determine),
        (StepKind.Confirmation, Act.Confirm), (StepKind.Recognition, Act.Recognise), (StepKind.Filing, Act.File), (StepKind.Acceptance, Act.Accept),
        (StepKind.External, Act.RecordResult), (StepKind.Drafting, Act.Submit), (StepKind.Designation, Act.Designate), (StepKind.JointReview, Act.Answer),
    ];

    private static readonly Act[] Deciding = [Act.Return, Act.Refuse, Act.AddReviewer, Act.Reassign];

    /// <summary>The act that brings a step of a kind to its end.</summary>
    public static Act Passing(StepKind kind) => Passings.First(pair => pair.Kind == kind).Passing;

    /// <summary>Every act there is at an open step of a kind, for those who answer for the step; the acts at the case as a whole are not among them.</summary>
    public static IEnumerable<Act> At(StepKind kind) => kind switch
    {
        StepKind.Designation => [Act.Designate, Act.Reassign],
        StepKind.Drafting => [Act.Draft, Act.Attach, Act.Submit, Act.Reassign],
        StepKind.Acceptance => [Act.Accept, Act.AskCorrection, Act.Refuse, Act.Reassign],
        StepKind.JointReview => [Act.Answer],
        StepKind.Filing => [Act.File, Act.Reassign],
        StepKind.External => [Act.RecordResult, Act.Reassign],
        _ => [Passing(kind), .. Deciding],
    };

    /// <summary>The word on the button.</summary>
    public static Wording Name(Act act) => act switch
    {
        Act.Designate => new("指定编制部门", "Designate"),
        Act.Draft => new("填写", "Fill in"),
        Act.Attach => new("添附材料", "Attach a paper"),
        Act.Submit => new("提交", "Submit"),
        Act.Accept => new("受理", "Accept"),
        Act.AskCorrection => new("一次性告知补正", "Ask for correction"),
        Act.Answer => new("联审答复", "Answer"),
        Act.Deliberate => new("审议通过", "Pass (deliberated)"),
        Act.Review => new("审核通过", "Pass (reviewed)"),
        Act.Approve => new("批准", "Approve"),
        Act.Determine => new("确定", "Determine"),
        Act.File => new("备案", "File"),
        Act.Confirm => new("确认", "Confirm"),
        Act.Recognise => new("认定", "Recognise"),
        Act.RecordResult => new("登记结果", "Record the result"),
        Act.Return => new("退回", "Return"),
        Act.Refuse => new("不予通过", "Refuse"),
        Act.Reassign => new("转办", "Reassign"),
        Act.AddReviewer => new("加签", "Add a reviewer"),
        Act.Opine => new("出具意见", "Give an opinion"),
        Act.Withdraw => new("撤回", "Withdraw"),
        _ => new("突破检查", "Override"),
    };

    /// <summary>What a step of a kind is called.</summary>
    public static Wording Name(StepKind kind) => kind switch
    {
        StepKind.Designation => new("指定", "Designation"),
        StepKind.Drafting => new("编制", "Drafting"),
        StepKind.Acceptance => new("受理", "Acceptance"),
        StepKind.JointReview => new("联审", "Joint review"),
        StepKind.Deliberation => new("审议", "Deliberation"),
        StepKind.Review => new("审核", "Review"),
        StepKind.Approval => new("批准", "Approval"),
        StepKind.Determination => new("确定", "Determination"),
        StepKind.Filing => new("备案", "Filing"),
        StepKind.Confirmation => new("确认", "Confirmation"),
        StepKind.Recognition => new("认定", "Recognition"),
        _ => new("外部程序", "External procedure"),
    };
}
