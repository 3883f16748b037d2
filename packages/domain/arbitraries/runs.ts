/** How often a property is tried: `PROPERTY_RUNS`, 1,000 when it is not set. A failure prints its seed. */
export const propertyRuns = Math.max(1, Number(process.env['PROPERTY_RUNS'] ?? '1000') || 1000);

/** The time that a property may take on a busy machine: it grows with the runs. For `vi.setConfig({ testTimeout })`. */
export const propertyTimeoutMs = 30_000 + propertyRuns * 40;
