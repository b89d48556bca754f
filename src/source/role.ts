// The role of a file by its path.
export type FileRole = 'production' | 'development' | 'test' | 'example' | 'sample' | 'docs' | 'generated';
