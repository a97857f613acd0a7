package io.berth.backend.web;

import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Gives every template, that of errors too, the words {@code say} and {@code look}. */
@Component
class Vocabulary {

    Vocabulary(ThymeleafViewResolver templates, Wording say, Looks look) {
        templates.addStaticVariable("say", say);
        templates.addStaticVariable("look", look);
    }
}
