using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;

namespace Mingzhu.Publishing.Tests.Reports;

public class CheckUpReportTests
{
    [Theory]
    [InlineData(true, Language.Zh)]
    [InlineData(true, Language.En)]
    [InlineData(false, Language.Zh)]
    [InlineData(false, Language.En)]
    public void The_package_has_no_fault_in_the_eyes_of_the_validator(bool large, Language language)
    {
        using var stream = new MemoryStream(Report(large, language));
        if (Environment.GetEnvironmentVariable("MINGZHU_REPORTS") is { } folder)
            File.WriteAllBytes(Path.Combine(folder, $"{(large ? "large" : "small")}-{language}.docx"), stream.ToArray());

        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        var faults = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(package).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}").Take(10).ToList();

        faults.ShouldBeEmpty();
    }

    internal static byte[] Report(bool large, Language language)
    {
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, large ? InventedCity.Large() : InventedCity.Small(), language);
        return stream.ToArray();
    }
}
