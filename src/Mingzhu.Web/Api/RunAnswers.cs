namespace Mingzhu.Web.Api;

/// <summary>The overview of a check-up: what was counted, and what is most worth doing.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="AsOf">The day its data describe, yyyy-MM-dd.</param>
/// <param name="Indicators">How many indicators.</param>
/// <param name="Valued">How many of them have a value.</param>
/// <param name="Measured">How many are measured in full.</param>
/// <param name="Partial">How many are known in part.</param>
/// <param name="Proxy">How many rest on a stand-in.</param>
/// <param name="Missing">How many are missing.</param>
/// <param name="NotApplicable">How many do not apply.</param>
/// <param name="WithTarget">How many have a value and a target.</param>
/// <param name="TargetsMet">How many of these reach it.</param>
/// <param name="Findings">How many findings.</param>
/// <param name="VerySerious">How many of them are very serious.</param>
/// <param name="Serious">How many are serious.</param>
/// <param name="WorstDistrict">Name of the district with most findings; absent if there is none.</param>
/// <param name="WorstDistrictFindings">How many it has.</param>
/// <param name="WorthDoing">What is most worth doing: worst severity first, then what touches most.</param>
public sealed record OverviewAnswer(
    string Run, string AsOf, int Indicators, int Valued, int Measured, int Partial, int Proxy, int Missing, int NotApplicable, int WithTarget, int TargetsMet, int Findings, int VerySerious, int Serious,
    string? WorstDistrict, int WorstDistrictFindings, IReadOnlyList<WorthAnswer> WorthDoing);

/// <summary>One thing worth doing.</summary>
/// <param name="Indicator">Code of the indicator it belongs to.</param>
/// <param name="IndicatorName">Its name.</param>
/// <param name="Countermeasure">What helps.</param>
/// <param name="Severity">The worst among its findings: very-serious, serious or general.</param>
/// <param name="Findings">How many findings.</param>
/// <param name="Touched">Households touched, or objects where households are unknown.</param>
/// <param name="Responsible">The department that answers for it; absent if not said.</param>
public sealed record WorthAnswer(string Indicator, string IndicatorName, string Countermeasure, string Severity, int Findings, double Touched, string? Responsible);

/// <summary>The indicators of a check-up for the whole city and each district.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="AsOf">The day its data describe, yyyy-MM-dd.</param>
/// <param name="Indicators">In catalog order.</param>
public sealed record CheckUpAnswer(string Run, string AsOf, IReadOnlyList<IndicatorRow> Indicators);

/// <summary>One indicator for the whole city.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dimension">Dimension (维度).</param>
/// <param name="Element">Element (要素).</param>
/// <param name="Unit">Unit of value, target and districts.</param>
/// <param name="Value">The value in that unit; absent if there is none, and then state and reason say why.</param>
/// <param name="State">measured, partial, proxy, missing or not-applicable.</param>
/// <param name="Reason">Why there is no value, or only part of one.</param>
/// <param name="Known">How much of what should be known is known, 0–1.</param>
/// <param name="TargetOp">&gt;=, &lt;= or =; absent without a target.</param>
/// <param name="Target">The value to reach, in the unit.</param>
/// <param name="Met">Whether it is reached; absent without target or value.</param>
/// <param name="Grade">The grade by adopted cut-offs; absent if there are none.</param>
/// <param name="Responsible">The department that answers for it.</param>
/// <param name="Districts">The value of each district.</param>
public sealed record IndicatorRow(
    string Code, string Name, string Dimension, string Element, string Unit, double? Value, string State, string? Reason, double? Known, string? TargetOp, double? Target, bool? Met, string? Grade,
    string? Responsible, IReadOnlyList<PlaceValueRow> Districts);

/// <summary>The value of an indicator in a place.</summary>
/// <param name="Id">Id of the place.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">In the indicator's unit; absent if there is none.</param>
public sealed record PlaceValueRow(string Id, string Name, double? Value);

/// <summary>A place: where it stands, its values, the places within it.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="AsOf">The day its data describe, yyyy-MM-dd.</param>
/// <param name="Level">Level of the place: city, district, subdistrict, community, compound, building or zone.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Above">The places above it, the highest first.</param>
/// <param name="Indicators">Every indicator that means something at its level.</param>
/// <param name="Within">The places within it.</param>
/// <param name="Findings">How many findings it has.</param>
public sealed record PlaceSheetAnswer(
    string Run, string AsOf, string Level, string Id, string Name, IReadOnlyList<PlaceName> Above, IReadOnlyList<PlaceIndicatorRow> Indicators, IReadOnlyList<PlaceName> Within, int Findings);

/// <summary>A place by level, id and name.</summary>
public sealed record PlaceName(string Level, string Id, string Name);

/// <summary>An indicator in a place, beside the place above it and the whole city.</summary>
/// <param name="Code">Code of the indicator.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of the three values.</param>
/// <param name="Here">The value here; absent if there is none.</param>
/// <param name="Above">The value of the place directly above.</param>
/// <param name="City">The value of the whole city.</param>
/// <param name="State">State of the value here: measured, partial, proxy, missing or not-applicable.</param>
/// <param name="Reason">Why there is no value here, or only part of one.</param>
public sealed record PlaceIndicatorRow(string Code, string Name, string Unit, double? Here, double? Above, double? City, string State, string? Reason);

/// <summary>Findings of a check-up, a page of them.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Matched">How many match.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Findings">Worst first.</param>
public sealed record FindingsAnswer(string Run, int Matched, int Page, int Pages, IReadOnlyList<FindingRow> Findings);

/// <summary>One finding.</summary>
/// <param name="Id">Stable within the run.</param>
/// <param name="Severity">very-serious, serious or general.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="IndicatorName">Its name.</param>
/// <param name="Type">Type of finding in the pack.</param>
/// <param name="Layer">Layer of the object.</param>
/// <param name="Object">Id of the object in that layer.</param>
/// <param name="ObjectName">Its name.</param>
/// <param name="Says">What falls short, with numbers.</param>
/// <param name="District">District; absent if unknown.</param>
/// <param name="Subdistrict">Subdistrict; absent if unknown.</param>
/// <param name="Community">Community; absent if unknown.</param>
/// <param name="Countermeasure">What helps.</param>
/// <param name="Responsible">The department that answers for it.</param>
/// <param name="Weight">Households it touches, else 1.</param>
/// <param name="Lon">Longitude of a point on the object, degrees, EPSG:4490.</param>
/// <param name="Lat">Latitude, degrees, EPSG:4490.</param>
public sealed record FindingRow(
    string Id, string Severity, string Indicator, string? IndicatorName, string Type, string Layer, string Object, string ObjectName, string Says, string? District, string? Subdistrict, string? Community,
    string Countermeasure, string? Responsible, double Weight, double Lon, double Lat);

/// <summary>A finished check-up.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Catalog">Catalog of indicators.</param>
/// <param name="Year">Year it is for.</param>
/// <param name="AsOf">The day its data describe, yyyy-MM-dd.</param>
/// <param name="Hash">SHA-256 of its manifest, hex.</param>
/// <param name="Pack">SHA-256 of the pack it was computed by, hex.</param>
/// <param name="Program">Version of the program that computed it.</param>
/// <param name="Invented">Whether it rests on sample data.</param>
/// <param name="Findings">How many findings.</param>
/// <param name="Notes">What a reader should know of its inputs.</param>
/// <param name="Inputs">The layer versions it was computed from.</param>
public sealed record RunAnswer(
    string Id, string Catalog, int Year, string AsOf, string Hash, string Pack, string Program, bool Invented, int Findings, IReadOnlyList<string> Notes, IReadOnlyList<InputRow> Inputs);

/// <summary>An input of a check-up.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="Version">Number of its version; absent if the layer has it no longer.</param>
/// <param name="Rows">SHA-256 of its canonical rows, hex.</param>
/// <param name="AsOf">The day it describes, yyyy-MM-dd.</param>
/// <param name="Invented">Whether it is sample data.</param>
public sealed record InputRow(string Layer, int? Version, string Rows, string AsOf, bool Invented);

/// <summary>What a search found.</summary>
/// <param name="Kind">indicator, a level of places, layer, case, procedure, policy, rule or scenario.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Page">Its page.</param>
/// <param name="Beside">Where in it the words stand, or what it is about; absent if its name says so.</param>
public sealed record HitAnswer(string Kind, string Name, string Page, string? Beside);
