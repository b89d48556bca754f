// What the user asked for can't be had as it was asked.

export class UsageError extends Error {}
