using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People.Tests;

public sealed class FieldClassesTests
{
    private static readonly FieldClasses Known = new([new("parcels", ["holder"], DataClass.Sensitive, Citation.None), new("pipes", ["kind"], DataClass.Public, Citation.None)]);

    [Fact]
    public void A_field_is_of_the_higher_of_its_own_class_and_the_layer_s()
    {
        Known.ClassOf("parcels", "holder", DataClass.Staff).ShouldBe(DataClass.Sensitive);
        Known.ClassOf("parcels", "land_use", DataClass.Staff).ShouldBe(DataClass.Staff);
        Known.ClassOf("pipes", "kind", DataClass.Sensitive).ShouldBe(DataClass.Sensitive);
    }

    [Fact]
    public void Who_does_not_see_the_class_does_not_see_the_field()
    {
        Known.Hidden("parcels", DataClass.Staff, ImmutableSortedSet.Create(DataClass.Public, DataClass.Staff)).ShouldBe(["holder"]);
        Known.Hidden("parcels", DataClass.Staff, ImmutableSortedSet.Create(DataClass.Staff, DataClass.Sensitive)).ShouldBeEmpty();
        Known.Hidden("roads", DataClass.Public, ImmutableSortedSet<DataClass>.Empty).ShouldBeEmpty();
    }
}
