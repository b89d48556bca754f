// What the command starts with. Its version is told without the rest of the program, whose loading takes several times as long as
// an empty process.

/** Put in by the build. */
declare const JWTLINT_VERSION: string;

const [first, ...others] = process.argv.slice(2);
if (first === '--version' && others.length === 0) process.stdout.write(`${JWTLINT_VERSION}\n`);
else await import('./cli.ts');
