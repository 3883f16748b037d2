export { installNow, installWay, noteInstallAnswered, offersAfterSale } from './install.ts';
export { InstallSection } from './install-section.tsx';
export { InstallSteps } from './install-steps.tsx';
