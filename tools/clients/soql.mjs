// Two SOQL grammars that others wrote, each as a function from a statement to whether it is SOQL.
import { createRequire } from 'node:module';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

const require = createRequire(import.meta.url);
const { LowerCasingCharStream, SOQLParser } = require('@salesforce/soql-common/lib/soql-parser');
const { SoqlLexer } = require('@salesforce/soql-common/lib/soql-parser/generated/SoqlLexer');

class Errors extends ApexErrorListener {
  count = 0;

  apexSyntaxError() {
    this.count++;
  }
}

// The one that reads Apex also reads what only Apex may say, such as bind variables.
export function apexParser(statement) {
  const errors = new Errors();
  const { lexer, parser } = ApexParserFactory.createLexerAndParser(statement, errors);
  const query = parser.query();
  // The rule may end before the statement does.
  const rest = parser.getTokenStream().LA(1) !== parser.constructor.EOF;
  return query !== null && lexer !== null && errors.count === 0 && !rest;
}

const parser = SOQLParser({ isApex: false, isMultiCurrencyEnabled: true, apiVersion: 62 });

// The one of Salesforce's own query builder, which drops characters that it does not know.
export function soqlCommon(statement) {
  let unknown = 0;
  const lexer = new SoqlLexer(new LowerCasingCharStream(statement));
  lexer.removeErrorListeners();
  lexer.addErrorListener({ syntaxError() { unknown++; } });
  lexer.getAllTokens();
  return unknown === 0 && parser.parseQuery(statement).getSuccess();
}
