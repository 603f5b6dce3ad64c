using System.Text.Json;
using System.Text.Json.Nodes;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Cli.Output;

namespace Smol.Cli.Smolerfiles;

/// <summary>Prints what a SMOLerfile says, what is done for it, and what is to be said of it.</summary>
/// <param name="isJson">Whether as JSON.</param>
internal sealed class SmolerfilePrinter(bool isJson)
{
    /// <summary>The instructions, or the plan; no plan where there are errors.</summary>
    public void Print(Smolerfile file, string what)
    {
        if (isJson && (what == "ast" || file.Plan is not null))
            Screen.Print(JsonLines.Indented(what == "ast" ? SyntaxJson.Of(file.Syntax) : PlanJson.Of(file.Plan!)));
        else if (what == "ast")
            PrintInstructions(file.Syntax.Instructions, "");
        else if (file.Plan is { } plan)
            PrintPlan(plan);
    }

    /// <summary>The findings: as JSON on standard output, for people on standard error.</summary>
    public static void PrintFindings(Smolerfile file, bool isJson)
    {
        if (isJson)
            Screen.Print(JsonSerializer.Serialize([.. file.Diagnostics.Select(DiagnosticRow.Of)], CliJson.Default.DiagnosticRowArray));
        else
            foreach (string line in file.Diagnostics.SelectMany(finding => finding.Lines()))
                Screen.Say(line);
    }

    private static void PrintInstructions(IEnumerable<Instruction> instructions, string indent)
    {
        foreach (Instruction instruction in instructions)
        {
            JsonObject json = SyntaxJson.Of(instruction);
            json.Remove("included");
            Screen.Print($"{indent}{instruction.Span.Line}:{instruction.Span.Column} {JsonLines.Line(json, "at")}");
            if (instruction is IncludeInstruction include)
                PrintInstructions(include.Included, indent + "  ");
        }
    }

    private static void PrintPlan(SmolerfilePlan plan)
    {
        Screen.Print(JsonLines.Line(PlanJson.Of(plan.Settings)));
        foreach (StagePlan stage in plan.Stages)
        {
            Screen.Print($"stage {stage.Index}{(stage.Name is null ? "" : " " + stage.Name)} from {stage.Base}");
            foreach (PlanStep step in stage.Steps)
                Screen.Print($"  {(step.NeedsGuest ? "guest" : "     ")} {JsonLines.Line(PlanJson.Of(step), "at")}");
            Screen.Print("  image " + JsonLines.Line(PlanJson.Of(stage.Configuration)));
        }
    }
}
