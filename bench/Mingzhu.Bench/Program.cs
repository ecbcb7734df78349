using Mingzhu.Bench;

// One line of JSON per result while it runs, one table at the end. Nothing here fails for being slow: the reader judges ratios.
var results = new Results(Console.Out);
switch (args)
{
    case ["import"]:
        ImportBench.Run(results);
        break;
    case ["coverage"]:
        CoverageBench.Run(results);
        break;
    case ["coverage", "--beside"]:
        CoverageBench.Beside(results);
        break;
    case ["nearest"]:
        NearestBench.Run(results);
        break;
    case ["ledger"]:
        LedgerBench.Run(results);
        break;
    case ["ledger", "--events", var events]:
        LedgerBench.Open(results, int.Parse(events, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["check-up"]:
        await CheckUpBench.Run(results);
        break;
    case ["check-up", "--sixteenfold"]:
        CheckUpBench.Sixteenfold(results);
        break;
    case ["import-big"]:
        ImportBigBench.Run(results);
        break;
    case ["trying"]:
        TryingBench.Run(results, drags: 400);
        break;
    case ["trying", "--served"]:
        await TryingLoad.Run(results);
        break;
    case ["siting"]:
        SitingBench.Run(results);
        break;
    case ["tiles"]:
        TilesBench.Run(results);
        break;
    case ["tile-load"]:
        await TileLoad.Run(results);
        break;
    case ["annual-plan"]:
        ChoiceBench.Run(results);
        break;
    case ["network", .. var options]:
        return NetworkBench.Run(options, Console.Out);
    case ["fuzz", .. var options]:
        return FuzzBench.Run(options, Console.Out);
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Mingzhu.Bench -- import | import-big | coverage [--beside] | nearest | ledger [--events N] | check-up [--sixteenfold] | trying [--served] | siting | tiles | tile-load | annual-plan | network --graph G.wg --facilities F.fac [--limit METRES] [--out T.tsv] [--fold SIDE] | fuzz [--target NAME|all] [--count N] [--seed S] [--seconds T]");
        return 2;
}

results.WriteTable();
return 0;
