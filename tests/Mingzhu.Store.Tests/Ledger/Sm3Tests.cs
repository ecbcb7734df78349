using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

public sealed class Sm3Tests : IDisposable
{
    private readonly CityForTests _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void The_examples_of_the_standard_come_out(string text, string hash) => Convert.ToHexStringLower(Sm3.HashData(Encoding.ASCII.GetBytes(text))).ShouldBe(hash);

    // openssl dgst -sm3 of so many letters a
    [Theory]
    [InlineData(0, "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    [InlineData(1, "623476ac18f65a2909e43c7fec61b49c7e764a91a18ccb82f1917a29c86c5e88")]
    [InlineData(55, "288337eef51eec62e7544d7270424c8dbe656254c99852870a73b2453a6a7fb1")]
    [InlineData(56, "ba00ebedaab54065a5fd4f9f56326016203166bcee3eed44ea868d59d67aa3c8")]
    [InlineData(63, "587308543551881ebd70d27ad358ff5dcdf24ac54822e2f7b7c3edce0985d21b")]
    [InlineData(64, "616ec433c359e7c2b19f360e2b8f2a1b6e9ed76b8dc1a7d207b31a5341c611e9")]
    [InlineData(65, "3d1d94afa238ec3e2bbc20ad504702b24c16f2889c94973f2f8da3526c44e4bc")]
    [InlineData(119, "53282a90724e9eb79b18d06b5b8f7f02d046e18b29247dcdb064a136d5c4459a")]
    [InlineData(1000, "f4bedca973227d45c5b822551d2e762d4cfb0e9af70b241452545727b5fb046f")]
    public void At_every_edge_of_a_block_it_says_what_OpenSSL_says(int letters, string hash) => Convert.ToHexStringLower(Sm3.HashData(Encoding.ASCII.GetBytes(new string('a', letters)))).ShouldBe(hash);

    [Fact]
    public void However_the_bytes_come_in_pieces_the_hash_is_that_of_the_whole() =>
        Prop.ForAll(Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b))).ToArbitrary(), pieces =>
        {
            var hash = new Sm3();
            foreach (var piece in pieces)
                hash.Append(piece);
            return hash.Finish().AsSpan().SequenceEqual(Sm3.HashData([.. pieces.SelectMany(piece => piece)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_city_whose_pack_says_so_hashes_by_SM3_and_one_that_changes_holds_both_in_one_chain()
    {
        using var city = Workspace.Create(_folder.Folder, _folder.Pack(hash: "sm3"), CityForTests.Operator, _folder.Time);
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1));
        city.Execute(CityForTests.Operator, AdoptPack.Of(Guid.NewGuid(), _folder.Pack(version: 2), city.Vault));
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1));

        city.Facts(0, 9).Select(fact => fact.Alg).ShouldBe(["sm3", "sm3", "sm3", "sha256"]);
        city.Verify(city.Head).Faults.ShouldBeEmpty();
        using (var raw = new RawDatabase(_folder))
        {
            raw.Unlock();
            raw.Run("UPDATE facts SET actor = 'x' WHERE seq = 2");
        }

        city.Verify().Faults.Single().ShouldSatisfyAllConditions(f => f.Seq.ShouldBe(2), f => f.Code.ShouldBe("verify.hash"));
    }

    [Fact]
    public void A_pack_that_names_another_way_to_hash_is_refused() =>
        Should.Throw<RefusedException>(() => Workspace.Create(_folder.Folder, _folder.Pack(hash: "md5"), CityForTests.Operator, _folder.Time)).Reasons.Single().Code.ShouldBe("pack.hash");
}
