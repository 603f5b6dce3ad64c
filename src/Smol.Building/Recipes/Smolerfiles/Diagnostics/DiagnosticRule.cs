namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>
/// The rules that findings come from. Those that Docker has too bear its names (docs.docker.com/reference/build-checks), so that
/// <c># check=skip=…</c> of a Dockerfile means the same here.
/// </summary>
public enum DiagnosticRule
{
    /// <summary>A parser directive stands there twice.</summary>
    RepeatedDirective,

    /// <summary>A parser directive has a value that it can't have.</summary>
    BadDirective,

    /// <summary><c># syntax=</c> names a frontend, and smol loads none.</summary>
    SyntaxDirective,

    /// <summary>An empty line goes on a line.</summary>
    NoEmptyContinuation,

    /// <summary>The file has no instruction, or none that begins a stage.</summary>
    NoInstructions,

    /// <summary>It is larger than files are read.</summary>
    TooLarge,

    /// <summary>It is not UTF-8, or has a zero byte in it.</summary>
    NotText,

    /// <summary>There is no such instruction.</summary>
    UnknownInstruction,

    /// <summary>An instruction has too few or too many arguments, or those of another form.</summary>
    BadArguments,

    /// <summary>An instruction has no such flag.</summary>
    UnknownFlag,

    /// <summary>A flag is given twice, without its value, or with one that it can't have.</summary>
    BadFlag,

    /// <summary>A flag, or a value of it, that smol does not do.</summary>
    UnsupportedFlag,

    /// <summary>A flag that changes nothing here.</summary>
    FlagWithoutEffect,

    /// <summary>The line that ends a heredoc is missing.</summary>
    UnterminatedHeredoc,

    /// <summary>A heredoc begins inside a word, which Docker does not see.</summary>
    HeredocInWord,

    /// <summary>What looks like the JSON form is the shell form, because it is no JSON.</summary>
    InvalidJsonForm,

    /// <summary>A name and its value are not joined by <c>=</c>.</summary>
    LegacyKeyValueFormat,

    /// <summary><c>MAINTAINER</c>, which a label replaces.</summary>
    MaintainerDeprecated,

    /// <summary>Instructions are not written in the same case.</summary>
    ConsistentInstructionCasing,

    /// <summary><c>FROM</c> and <c>AS</c> are not written in the same case.</summary>
    FromAsCasing,

    /// <summary>An included file is missing, or includes itself.</summary>
    BadInclude,

    /// <summary>An instruction that can't be one of <c>ONBUILD</c>.</summary>
    BadTrigger,

    /// <summary>An instruction stands before the first <c>FROM</c>.</summary>
    OutsideStage,

    /// <summary>A stage's name is none.</summary>
    BadStageName,

    /// <summary>Stage names should be lower-case.</summary>
    StageNameCasing,

    /// <summary>Two stages have one name.</summary>
    DuplicateStageName,

    /// <summary>A stage has the name of something else.</summary>
    ReservedStageName,

    /// <summary>There is no such stage, or it comes too late.</summary>
    UnknownStage,

    /// <summary>The base of a stage can't be one.</summary>
    BadBase,

    /// <summary>A variable in <c>FROM</c> is not declared before it.</summary>
    UndefinedArgInFrom,

    /// <summary>A variable is not set.</summary>
    UndefinedVar,

    /// <summary>A text with variables can't be expanded.</summary>
    BadSubstitution,

    /// <summary>An argument of the command line is asked for nowhere.</summary>
    UnusedBuildArg,

    /// <summary><c>ARG</c> does not change what <c>ENV</c> set.</summary>
    EnvOverridesArg,

    /// <summary>A secret in a variable stays in the image.</summary>
    SecretsUsedInArgOrEnv,

    /// <summary>The dialects differ here.</summary>
    DialectDiffers,

    /// <summary>A value is known only in the guest, and needed before.</summary>
    KnownInGuestOnly,

    /// <summary>smol has no such label.</summary>
    UnknownLabel,

    /// <summary>A label has a value that it can't have.</summary>
    BadLabel,

    /// <summary>The service has no name, or one that can't be.</summary>
    BadServiceName,

    /// <summary>A source of <c>COPY</c> or <c>ADD</c> can't be one.</summary>
    BadSource,

    /// <summary>The destination of <c>COPY</c> or <c>ADD</c> can't be one.</summary>
    BadDestination,

    /// <summary>An owner, permissions or a digest are none.</summary>
    BadAttribute,

    /// <summary>A source is one that <c>.dockerignore</c> leaves out.</summary>
    CopyIgnoredFile,

    /// <summary>A port is none.</summary>
    BadPort,

    /// <summary>A protocol should be lower-case.</summary>
    ExposeProtoCasing,

    /// <summary>A path that should begin with <c>/</c>.</summary>
    WorkdirRelativePath,

    /// <summary>A volume's path should begin with <c>/</c>.</summary>
    VolumeRelativePath,

    /// <summary>A user, a signal, a duration or a number is none.</summary>
    BadValue,

    /// <summary>An instruction of which only the last one counts stands twice in a stage.</summary>
    MultipleInstructionsDisallowed,

    /// <summary>Signals don't reach a command in the shell form.</summary>
    JSONArgsRecommended,
}
