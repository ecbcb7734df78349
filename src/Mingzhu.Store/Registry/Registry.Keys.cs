using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <content>The key the rows are sealed with, and changing it.</content>
public sealed partial class Registry
{
    /// <summary>
    /// Changes the keys: a new one in the key file, a new data key, every row and every person's key sealed anew, all or nothing. The old key stays in the file, for backups made before; take its line
    /// out by hand when none of them is needed any more.
    /// </summary>
    /// <returns>How many rows were sealed anew.</returns>
    public int Rotate()
    {
        const string SubjectKeys = "SELECT subject, wrapped FROM subject_keys ORDER BY subject";
        const string Rewrap = "UPDATE subject_keys SET wrapped = @wrapped WHERE subject = @subject";
        const string Reseal = "UPDATE rows SET body = @body WHERE kind = @kind AND id = @id";
        const string Kinds = "SELECT DISTINCT kind FROM rows ORDER BY kind";
        const string ForgetOld = "DELETE FROM data_keys";
        Current();
        var ring = _ring.Renew(_time);
        var next = DataKey.New(ring.Current);
        var count = 0;
        _file.Transact(() =>
        {
            var before = Current();
            foreach (var row in _file.Rows(Kinds, kind => kind.GetString(0)).SelectMany(All))
            {
                _file.Run(Reseal, ("@kind", row.Kind), ("@id", row.Id), ("@body", Sealing.Seal(next.Key, Packed(row), Label(row.Kind, row.Id, row.Subject, row.Version))));
                WriteLookUps(row, next);
                count++;
            }

            foreach (var (subject, wrapped) in _file.Rows(SubjectKeys, row => (row.GetString(0), row.GetFieldValue<byte[]>(1))))
                _file.Run(Rewrap, ("@subject", subject), ("@wrapped", Sealing.Seal(next.Key, Sealing.Open(before.Key, wrapped, SubjectLabel(subject)), SubjectLabel(subject))));
            _file.Run(ForgetOld);
            WriteDataKey(_file, ring, next, _time);
        });
        (_ring, _key) = (ring, next);
        _file.Tidy();
        return count;
    }

    /// <summary>Opens every row.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="RefusedException">One does not open: it was changed by hand, or is damaged.</exception>
    public int Verify()
    {
        const string Kinds = "SELECT DISTINCT kind FROM rows ORDER BY kind";
        return _file.Rows(Kinds, kind => kind.GetString(0)).Sum(kind => All(kind).Count);
    }

    private static void WriteDataKey(IRegistryTables file, KeyRing ring, DataKey key, TimeProvider time)
    {
        const string Sql = "INSERT INTO data_keys (outer_key, wrapped, made_ms) VALUES (@outer, @wrapped, @made)";
        file.Run(Sql, ("@outer", ring.Current), ("@wrapped", Sealing.Seal(ring.Key(ring.Current), key.Key, DataKeyLabel(ring.Current))), ("@made", time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>The key the rows are sealed with now: another process may have changed it.</summary>
    private DataKey Current()
    {
        const string Sql = "SELECT outer_key FROM data_keys";
        if (_file.Rows(Sql, row => row.GetString(0)).Single() is var outer && outer != _key.Outer)
        {
            _ring = KeyRing.Open(_ring.Path, _folder);
            _key = ReadDataKey();
        }

        return _key;
    }

    private DataKey ReadDataKey()
    {
        const string Sql = "SELECT outer_key, wrapped FROM data_keys";
        var (outer, wrapped) = _file.Rows(Sql, row => (row.GetString(0), row.GetFieldValue<byte[]>(1))).Single();
        try
        {
            return new DataKey(outer, Sealing.Open(_ring.Key(outer), wrapped, DataKeyLabel(outer)));
        }
        catch (CryptographicException broken)
        {
            throw new RefusedException([new Refusal("registry.key-wrong", new(
                $"{_ring.Path} 中的密钥 {outer} 打不开登记册：不是同一把，或登记册被改动；请换回原来的密钥文件，或从备份恢复",
                $"key {outer} of {_ring.Path} does not open the registry: it is another one, or the registry was changed; bring back the right key file, or restore a backup"))], broken);
        }
    }

    private static string DataKeyLabel(string outer) => $"data-key\n{outer}";

    private static string SubjectLabel(string subject) => $"subject-key\n{subject}";

    /// <summary>The key of the rows, and the one derived from it by which values are looked up.</summary>
    private sealed class DataKey(string outer, byte[] key)
    {
        private readonly byte[] _index = Sealing.Derive(key, "look-up");

        /// <summary>The id of the key it is wrapped by; no two data keys have the same.</summary>
        public string Outer => outer;

        public byte[] Key => key;

        public static DataKey New(string outer) => new(outer, Sealing.NewKey());

        public byte[] Blind(string kind, string field, string value) => HMACSHA256.HashData(_index, Encoding.UTF8.GetBytes($"{kind}\n{field}\n{value}"));
    }
}
