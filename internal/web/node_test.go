package web_test

import "golang.org/x/net/html"

type node = html.Node
