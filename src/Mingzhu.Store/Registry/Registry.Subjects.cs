using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <content>What is sealed per person, and erasing a person.</content>
public sealed partial class Registry
{
    private const string ErasedBesideKey = ".erased";

    /// <summary>Everybody who was erased, in order of time. What a restore must erase again.</summary>
    public IReadOnlyList<Erasure> ErasedSubjects
    {
        get
        {
            const string Sql = "SELECT subject, at_ms FROM erasures ORDER BY at_ms, subject";
            return _file.Rows(Sql, row => new Erasure(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));
        }
    }

    /// <summary>Seals a text with the person's own key, which is made when first needed.</summary>
    /// <exception cref="RefusedException">The person was erased.</exception>
    public SealedText Seal(string subject, string text) => new(subject, SealBytes(subject, Encoding.UTF8.GetBytes(text)));

    /// <summary>The text; null if the person was erased.</summary>
    public string? Open(SealedText text) => OpenBytes(text.Subject, text.Bytes) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Seals an attachment with the person's own key: what goes into the vault.</summary>
    /// <exception cref="RefusedException">The person was erased.</exception>
    public byte[] SealBytes(string subject, ReadOnlySpan<byte> bytes) => Sealing.Seal(KeyFor(subject), bytes, SealedLabel(subject));

    /// <summary>The attachment; null if the person was erased.</summary>
    /// <exception cref="RefusedException">The bytes were changed.</exception>
    public byte[]? OpenBytes(string subject, ReadOnlySpan<byte> bytes)
    {
        if (SubjectKey(subject) is not { } key)
            return null;
        try
        {
            return Sealing.Open(key, bytes, SealedLabel(subject));
        }
        catch (CryptographicException broken)
        {
            throw new RefusedException([new Refusal("registry.text-tampered", new("封存的内容被改动或损坏；请从备份恢复", "what was sealed was changed or is damaged; restore it from a backup"))], broken);
        }
    }

    /// <summary>
    /// Erases a person: every row about them, every value they were found by, and the key of all that was ever sealed for them, wherever it stands. Remembered here and beside the key file, so that a
    /// restored backup erases them again. Erasing somebody twice does nothing more.
    /// </summary>
    public void Erase(string subject)
    {
        if (IsErased(subject))
            return;
        var at = _time.GetUtcNow();
        Remember(subject, at); // first: what a power cut leaves undone is done at the next opening
        EraseHere(subject, at);
        _file.Tidy();
    }

    /// <summary>Whether a person was erased.</summary>
    public bool IsErased(string subject)
    {
        const string Sql = "SELECT 1 FROM erasures WHERE subject = @subject";
        return _file.Rows(Sql, row => row.GetInt64(0), ("@subject", subject)).Count > 0;
    }

    private void EraseAgain()
    {
        var known = _ring.Path + ErasedBesideKey;
        if (!File.Exists(known))
            return;
        var missing = File.ReadAllLines(known).Select(line => line.Split(' ')).Where(parts => parts.Length == 2 && !IsErased(parts[0]) && About(parts[0]).Count + (SubjectKey(parts[0]) is null ? 0 : 1) > 0)
            .Select(parts => new Erasure(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture))).ToList();
        foreach (var (subject, at) in missing)
            EraseHere(subject, at);
        if (missing.Count > 0)
            _file.Tidy();
    }

    private void Remember(string subject, DateTimeOffset at)
    {
        var path = _ring.Path + ErasedBesideKey;
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{subject} {at:O}\n")));
            file.Flush(flushToDisk: true);
            Disk.SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, path);
        }
    }

    private void EraseHere(string subject, DateTimeOffset at)
    {
        const string LookUps = "DELETE FROM look_ups WHERE (kind, id) IN (SELECT kind, id FROM rows WHERE subject = @subject)";
        const string Rows = "DELETE FROM rows WHERE subject = @subject";
        const string Key = "DELETE FROM subject_keys WHERE subject = @subject";
        const string Note = "INSERT INTO erasures (subject, at_ms) VALUES (@subject, @at) ON CONFLICT DO NOTHING";
        _file.Transact(() =>
        {
            _file.Run(LookUps, ("@subject", subject));
            _file.Run(Rows, ("@subject", subject));
            _file.Run(Key, ("@subject", subject));
            _file.Run(Note, ("@subject", subject), ("@at", at.ToUnixTimeMilliseconds()));
        });
    }

    private byte[] KeyFor(string subject)
    {
        const string Sql = "INSERT INTO subject_keys (subject, wrapped) VALUES (@subject, @wrapped) ON CONFLICT DO NOTHING";
        if (SubjectKey(subject) is { } known)
            return known;
        _file.Transact(() =>
        {
            RequireNotErased(subject);
            _file.Run(Sql, ("@subject", subject), ("@wrapped", Sealing.Seal(Current().Key, Sealing.NewKey(), SubjectLabel(subject))));
        });
        return SubjectKey(subject)!;
    }

    private byte[]? SubjectKey(string subject)
    {
        const string Sql = "SELECT wrapped FROM subject_keys WHERE subject = @subject";
        return _file.Rows(Sql, row => row.GetFieldValue<byte[]>(0), ("@subject", subject)).FirstOrDefault() is { } wrapped ? Sealing.Open(Current().Key, wrapped, SubjectLabel(subject)) : null;
    }

    private void RequireNotErased(string subject)
    {
        if (IsErased(subject))
            throw Refuse("registry.erased", "此人的个人数据已按规定删除，不能再写入", "this person's data have been erased; nothing can be written about them again");
    }

    private static string SealedLabel(string subject) => $"sealed\n{subject}";
}
