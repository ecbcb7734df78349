namespace Mingzhu.People;

/// <summary>The rights the program asks for (权限), by their ids in the pack's rights.yaml; <c>mingzhu pack check</c> misses any that the pack does not name.</summary>
public static class RightIds
{
    /// <summary>看地图与图层: the classes seen are those of the roles.</summary>
    public const string ViewLayers = "layers.view";

    /// <summary>看体检结果.</summary>
    public const string ViewCheckUp = "check-up.view";

    /// <summary>看机构与岗位.</summary>
    public const string ViewOrganisation = "organisation.view";

    /// <summary>查政策.</summary>
    public const string ViewPolicies = "policies.view";

    /// <summary>上传、识别、导入图层.</summary>
    public const string ImportLayers = "layers.import";

    /// <summary>导出图层与成果.</summary>
    public const string ExportLayers = "layers.export";

    /// <summary>发起体检.</summary>
    public const string RunCheckUp = "check-up.run";

    /// <summary>试布、选址与保存方案.</summary>
    public const string KeepScenarios = "scenarios.keep";

    /// <summary>启用城市包.</summary>
    public const string AdoptPack = "pack.adopt";

    /// <summary>新建、更正、锁定、重置、离任账号.</summary>
    public const string ManageAccounts = "accounts.manage";

    /// <summary>看账号（掩码后）.</summary>
    public const string ViewAccounts = "accounts.view";

    /// <summary>说明理由后看未掩码的个人信息.</summary>
    public const string Unmask = "personal.unmask";

    /// <summary>导出本人或他人的个人数据.</summary>
    public const string ExportPerson = "personal.export";

    /// <summary>删除个人数据.</summary>
    public const string ErasePerson = "personal.erase";

    /// <summary>设立、撤销机构与岗位.</summary>
    public const string ChangeOrganisation = "organisation.change";

    /// <summary>任免岗位.</summary>
    public const string GivePosts = "posts.give";

    /// <summary>任免系统、安全、审计管理员.</summary>
    public const string GiveAdministrators = "posts.give-administrators";

    /// <summary>委托本人的岗位.</summary>
    public const string DelegatePosts = "posts.delegate";

    /// <summary>查阅、检索、导出、校验访问记录.</summary>
    public const string ViewAccessRecords = "access-records.view";

    /// <summary>查阅账本.</summary>
    public const string ViewLedger = "ledger.view";

    /// <summary>看办件.</summary>
    public const string ViewCases = "cases.view";

    /// <summary>办理办件: at which step is decided by the procedure.</summary>
    public const string ActOnCases = "cases.act";

    /// <summary>看专家（掩码后）与抽取.</summary>
    public const string ViewExperts = "experts.view";

    /// <summary>导入专家名单.</summary>
    public const string ManageExperts = "experts.manage";

    /// <summary>开启、作废抽取，记录拒绝与意见.</summary>
    public const string DrawExperts = "experts.draw";

    /// <summary>监督抽取：取值.</summary>
    public const string WitnessDraws = "experts.witness";

    /// <summary>本人账号：口令、动态口令、会话、令牌.</summary>
    public const string OwnAccount = "own-account";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ViewLayers, ViewCheckUp, ViewOrganisation, ViewPolicies, ImportLayers, ExportLayers, RunCheckUp, KeepScenarios, AdoptPack, ManageAccounts, ViewAccounts, Unmask, ExportPerson, ErasePerson, ChangeOrganisation,
        GivePosts, GiveAdministrators, DelegatePosts, ViewAccessRecords, ViewLedger, ViewCases, ActOnCases, ViewExperts, ManageExperts, DrawExperts, WitnessDraws, OwnAccount,
    ];
}
