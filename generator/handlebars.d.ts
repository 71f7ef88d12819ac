/** The build of one file: the 67 files that the package's own entry loads take 25 ms more. */
declare module 'handlebars/dist/handlebars.min.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}
