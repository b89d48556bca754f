import type { SourceFile } from '../source/file.ts';
import type { Facts, Project } from './facts.ts';
export function factsOf(file: SourceFile, project?: Project): Facts {
  throw new Error(`not yet: ${file.path} ${String(project)}`);
}
