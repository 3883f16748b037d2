// Runs before the first paint: a theme that arrives later would flash. A file of its own because the policy forbids inline scripts.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    choice = null;
  }
  const isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
