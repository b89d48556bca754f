import type { BuildOptions } from 'esbuild';

export function counted(path: string, text: string): string;
export const counting: Pick<BuildOptions, 'banner' | 'plugins'>;
