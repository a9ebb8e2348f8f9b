// Lets the page import its style sheets; the bundler gathers them into /page.css.
declare module '*.css';
