using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>A vault file was erased (销毁). Its name stays, in this fact and wherever a fact leads to it; its content is gone and is never taken in again.</summary>
/// <param name="File">Its bare hash: this is no reference, which would have to lead somewhere.</param>
/// <param name="Reason">Why.</param>
public sealed record FileErased(string File, string Reason) : Event
{
    internal const string Name = "vault.file-erased";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Erases a vault file. The content goes when the fact is on the disk.</summary>
public sealed record EraseFile : Command
{
    /// <summary>All erasures happen to the vault, so that they are found without reading the whole ledger.</summary>
    internal const string Vaults = "vault";

    private readonly VaultName _file;
    private readonly string _reason;

    internal EraseFile(Guid id, VaultName file, string reason)
        : base(id, Vaults) => (_file, _reason) = (file, reason);

    /// <summary>The command to erase this file.</summary>
    /// <exception cref="RefusedException">The vault has no such file, or has erased it before.</exception>
    public static EraseFile Of(Guid id, VaultName file, string reason, Vault vault)
    {
        vault.Open(file).Dispose();
        return new EraseFile(id, file, reason);
    }

    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        Refusal[] reasons =
        [
            .. string.IsNullOrWhiteSpace(_reason) ? new[] { new Refusal("vault.erase-without-reason", new("请说明销毁的理由", "say why it is erased")) } : [],
            .. context.View<AdoptedPack>().Name == _file ? new[] { new Refusal("vault.erase-pack", new("这是正在启用的城市包，不能销毁", "this is the pack in use; it can't be erased")) } : [],
        ];
        return reasons is [] ? new Decision<Event>.Taken([new FileErased(_file.Hash, _reason.Trim())]) : new Decision<Event>.Refused([.. reasons]);
    }
}
