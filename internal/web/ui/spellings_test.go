package ui_test

// options are those of a fixture, or those within one of them.
type options = map[string]any

// spellings change, for a component, the options that JavaScript allows into what our types have for them: a choice
// that is false into a field that says so, and an older name into its newer one. They change names, never words.
var spellings = map[string]func(options){
	"breadcrumb": func(o options) {
		// The design system has no such option and takes no notice of it.
		each(o, "items", func(item options) { delete(item, "classes") })
	},
	"button":          buttonIcon,
	"card":            cardImage,
	"character-count": field,
	"checkboxes":      choices,
	"date-input":      dateParts,
	"error-message": func(o options) {
		if o["visuallyHiddenText"] == "" {
			o["withoutHiddenText"] = true
		}
	},
	"input":          field,
	"label":          pageHeading,
	"legend":         pageHeading,
	"pagination":     pageLinks,
	"password-input": buttonField,
	"radios":         choices,
	"search-input":   buttonField,
	"select":         field,
	"summary-list": func(o options) {
		borders(o)
		each(o, "rows", borders)
	},
	"tables": table,
	"tabs": func(o options) {
		each(o, "items", func(item options) {
			item["html"] = item["panel"].(options)["html"]
			delete(item, "panel")
		})
	},
	"tag": tag,
	"task-list": func(o options) {
		omitted(o, "items")
		each(o, "items", task)
	},
	"textarea": field,
}

// blockOption is the option that holds the block's content in a component that is not put around a block.
func blockOption(component string) string {
	if component == "error-summary" {
		return "descriptionHtml"
	}
	return "html"
}

// move gives an option another name.
func move(o options, from, to string) {
	if value, ok := o[from]; ok {
		o[to] = value
		delete(o, from)
	}
}

// no moves an option that is false to the field that says so.
func no(o options, option, field string) {
	if o[option] == false {
		delete(o, option)
		o[field] = true
	}
}

// sub calls change with an option that holds options itself.
func sub(o options, option string, change func(options)) {
	if inner, ok := o[option].(options); ok {
		change(inner)
	}
}

// each calls change with each of the options in a list.
func each(o options, option string, change func(options)) {
	list, _ := o[option].([]any)
	for _, item := range list {
		if inner, ok := item.(options); ok {
			change(inner)
		}
	}
}

// omitted keeps the place of what is false in a list.
func omitted(o options, option string) {
	list, _ := o[option].([]any)
	for i, item := range list {
		if item == false {
			list[i] = options{"omit": true}
		}
	}
}

func borders(o options) {
	no(o, "border", "noBorder")
	no(o, "lastRowBorder", "noLastRowBorder")
}

func tag(o options) {
	no(o, "border", "noBorder")
	no(o, "colour", "noColour")
}

func enabled(o options) { no(o, "disabled", "enabled") }

// field has an error without words.
func field(o options) {
	no(o, "spellcheck", "noSpellcheck")
	if o["errorMessage"] == true {
		delete(o, "errorMessage")
		o["hasError"] = true
	}
}

// buttonField is a field whose button can be changed or left out.
func buttonField(o options) {
	field(o)
	no(o, "button", "noButton")
	sub(o, "button", func(button options) {
		enabled(button)
		if button["icon"] == false {
			delete(button, "icon")
			o["noIcon"] = true
		}
	})
}

func choices(o options) {
	field(o)
	each(o, "items", func(item options) {
		enabled(item)
		move(item, "exclusiveGroup", "behaviourGroup")
		if item["exclusive"] == true {
			delete(item, "exclusive")
			item["behaviour"] = "exclusive"
		}
	})
}

func dateParts(o options) {
	field(o)
	each(o, "items", enabled)
	for _, part := range []string{"day", "month", "year"} {
		sub(o, part, enabled)
		if o[part] == false {
			o[part] = options{"omit": true}
		}
	}
}

func buttonIcon(o options) {
	sub(o, "icon", func(icon options) {
		o["icon"], o["iconPlacement"] = icon["name"], icon["placement"]
	})
}

func cardImage(o options) {
	sub(o, "image", func(image options) {
		delete(o, "image")
		for from, to := range map[string]string{"src": "imageSrc", "alt": "imageAlt", "html": "imageHtml"} {
			if value, ok := image[from]; ok {
				o[to] = value
			}
		}
	})
}

// pageHeading is a label that is said not to be a heading, in spite of having one: only the words are left.
func pageHeading(o options) {
	if o["isPageHeading"] != false {
		return
	}
	words := o["heading"]
	if inner, ok := words.(options); ok {
		words = inner["text"]
	}
	if o["text"] == nil && words != nil {
		o["text"] = words
	}
	delete(o, "heading")
}

func pageLinks(o options) {
	for _, side := range []string{"previous", "next"} {
		link := options{}
		for from, to := range map[string]string{side + "Url": "href", side + "Page": "label"} {
			if value, ok := o[from]; ok {
				link[to] = value
				delete(o, from)
				o[side] = link
			}
		}
	}
}

func table(o options) {
	borders(o)
	each(o, "head", func(header options) {
		if header["sort"] == true {
			header["sort"] = "none"
		}
	})
	if o["panel"] == true {
		delete(o, "panel")
		card := options{"variant": "feature", "heading": options{"text": o["heading"], "level": o["headingLevel"]}}
		o["card"] = card
	}
	delete(o, "heading")
	delete(o, "headingLevel")
}

func task(o options) {
	move(o, "title", "heading")
	sub(o, "status", func(status options) {
		if inner, ok := status["tag"].(options); ok {
			tag(inner)
			delete(status, "tag")
			o["tag"] = inner
		}
	})
}
