export { idbSectionCache, type SectionCache } from './cache.ts';
export { createSectionPuller, type SectionPuller, type SectionTransport } from './pull-sections.ts';
export { createSections, type Document, type Items, type Sections, type SectionsFiller } from './sections.ts';
